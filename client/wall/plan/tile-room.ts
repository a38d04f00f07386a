import type { TileRoom, WallPicture } from './asked.ts'
import { gap, leastTile } from './least.ts'

/** The 总图 shows its first figures, more where there is room; a 专题图 all it has. */
const most = { city: 16, theme: 24, war: 8 }
const fewestRows = 4

const sizeOf = (picture: WallPicture) => leastTile[picture === 'theme' ? 'theme' : 'city']

/** Width of so many columns of tiles, rem. */
export const tilesWidth = (picture: WallPicture, columns: number): number =>
  columns * sizeOf(picture).width + (columns - 1) * gap

/** Whole rows that fit under each other. */
export const tileRows = (picture: WallPicture, height: number): number =>
  Math.max(0, Math.floor((height + gap) / (sizeOf(picture).height + gap)))

/** How many columns of tiles a width has room for. */
export const tileColumns = (picture: WallPicture, width: number): number =>
  Math.floor((width + gap) / (tilesWidth(picture, 1) + gap) + 1e-6)

/** Tiles in so many columns of a height: tall ones read better than many. */
export function tileRoom(picture: WallPicture, columns: number, height: number): TileRoom {
  const fit = tileRows(picture, height)
  const rows = picture === 'theme' ? fit : Math.min(fit, columns === 1 ? 6 : fewestRows)
  return { columns, count: Math.min(most[picture], columns * rows) }
}
