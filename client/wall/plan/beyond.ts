import { noTiles, type Arranged, type TileRoom, type WallPicture } from './asked.ts'
import { stacked, type Box } from './boxes.ts'
import { gap, least, type WallPart } from './least.ts'
import { tileColumns, tileRoom } from './tile-room.ts'

/** Columns of the screens beside the map's (侧屏), from the map outwards. */
const columnsOf: Record<WallPicture, { before: WallPart[][]; after: WallPart[][] }> = {
  city: { before: [['tiles']], after: [['stream'], ['ranking', 'flow', 'trend'], ['alerts']] },
  theme: { before: [['tiles']], after: [['card'], ['stream'], ['alerts']] },
  war: { before: [['alerts'], ['tiles']], after: [['stream'], ['ranking', 'trend']] },
}
/** The ranking has most to say of what shares a column. */
const weightOf = (part: WallPart): number => (part === 'ranking' ? 1.6 : 1)

/** The columns of one side, dealt out to its screens from the map outwards. */
export function deal(
  picture: WallPicture,
  side: 'before' | 'after',
  screens: number,
  alone: boolean,
): WallPart[][][] {
  const { before, after } = columnsOf[picture]
  // With screens on one side only, the figures stay with the map and the lists go there.
  const columns = alone
    ? [...after, ...before.filter(([part]) => part !== 'tiles')]
    : { before, after }[side]
  const each = Math.ceil(columns.length / Math.max(1, screens))
  return Array.from({ length: screens }, (_, i) => columns.slice(i * each, (i + 1) * each))
}

/** No list is easier to read for being wider, rem. */
const widest = 60

/** A screen without the map: columns side by side, the tiles' the widest; too narrow, all in one. */
export function beyond(picture: WallPicture, wanted: readonly WallPart[][], room: Box): Arranged {
  const most = Math.floor((room.width + gap) / (least.stream.width + gap))
  const columns = wanted.length <= most ? wanted : [wanted.flat()]
  const shares = columns.map((parts) => (parts.includes('tiles') ? 2 : 1))
  const total = shares.reduce((sum, one) => sum + one, 0)
  const free = room.width - gap * (columns.length - 1)
  let left = room.left
  let tiles: TileRoom = noTiles
  const parts = columns.flatMap((column, i) => {
    const share = (free * shares[i]!) / total
    const width = column.includes('tiles') ? share : Math.min(widest, share)
    const wants = column.map((part) => ({ part, weight: weightOf(part) }))
    const placed = stacked(wants, { ...room, left, width })
    const own = placed.find(({ part }) => part === 'tiles')
    if (own) tiles = tileRoom(picture, Math.min(4, tileColumns(picture, own.width)), own.height)
    left += width + gap
    return placed
  })
  return { parts, tiles }
}
