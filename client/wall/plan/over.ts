import { noTiles, type Arranged, type WallPicture } from './asked.ts'
import { stacked, type Box, type Wanted } from './boxes.ts'
import { gap, least } from './least.ts'
import { tileColumns, tileRoom, tileRows } from './tile-room.ts'

const mostColumns = { city: 4, theme: 5, war: 4 }
const tileHeight = { city: 9.25, theme: 6.75, war: 9.25 }

/** How many rows of tiles lie under a map that keeps its share of the height, and how high they are. */
function foot(picture: WallPicture, width: number, height: number) {
  const columns = Math.min(mostColumns[picture], tileColumns(picture, width))
  const wantedRows = Math.ceil((picture === 'theme' ? 14 : 8) / Math.max(1, columns))
  const left = height - Math.max(least.stage.height, height * 0.5) - gap
  const rows = Math.min(wantedRows, tileRows(picture, left))
  const high = rows * tileHeight[picture] + (rows - 1) * gap
  return { columns, rows, height: rows > 0 && columns > 0 ? Math.min(left, high) : 0 }
}

/** The map over its figures (上图下数). */
export function stageOverTiles(picture: WallPicture, room: Box): Arranged {
  const under =
    picture === 'war' ? { columns: 0, rows: 0, height: 0 } : foot(picture, room.width, room.height)
  if (under.height === 0) return { parts: [{ ...room, part: 'stage' }], tiles: noTiles }
  const stage = { ...room, height: room.height - under.height - gap }
  const tiles = { ...room, top: room.top + stage.height + gap, height: under.height }
  return {
    parts: [
      { ...stage, part: 'stage' },
      { ...tiles, part: 'tiles' },
    ],
    tiles: tileRoom(picture, under.columns, under.height),
  }
}

const reading: Record<WallPicture, Wanted[]> = {
  city: [
    { part: 'stream', weight: 1.22 },
    { part: 'ranking', weight: 1 },
  ],
  theme: [{ part: 'card', weight: 1 }],
  war: [
    { part: 'stream', weight: 1.3 },
    { part: 'alerts', weight: 1 },
  ],
}

/** Nearly square: the figures lie under the map, what is read stands at its right (四比三排布). */
export function over(picture: WallPicture, room: Box): Arranged {
  const widths = [26.5, least.stream.width]
  const column = widths.find((width) => room.width - width - gap >= least.stage.width + 8) ?? 0
  const width = column > 0 ? room.width - column - gap : room.width
  const main = stageOverTiles(picture, { ...room, width })
  if (column === 0) return main
  const right = { ...room, left: room.left + width + gap, width: column }
  return { ...main, parts: [...main.parts, ...stacked(reading[picture], right)] }
}

/** The land is about so much wider than high, with air for its key. */
const landAspect = 1.32
/** What two rows of figures take. */
const tilesUnder = 19.25

/** Upright: map, figures, then what is read in two columns where they fit, else one (竖屏排布). */
export function upright(picture: WallPicture, room: Box): Arranged {
  const wanted = reading[picture]
  const two = room.width >= 2 * least.stream.width + gap
  const figures = picture === 'war' ? 0 : tilesUnder + gap
  const spare = room.height - room.width / landAspect - figures - gap
  const lists = Math.min(40, Math.max(room.height * 0.26, spare))
  const listed =
    room.height - lists - gap >= least.stage.height + 12 && lists >= least.stream.height
  const top = listed ? room.height - lists - gap : room.height
  if (!listed || room.width < least.stream.width) return stageOverTiles(picture, room)
  const main = stageOverTiles(picture, { ...room, height: top })
  const foot = { ...room, top: room.top + top + gap, height: lists }
  if (!two || wanted.length < 2)
    return { ...main, parts: [...main.parts, ...stacked(wanted, foot)] }
  const width = (foot.width - gap) / 2
  const columns = wanted.flatMap((one, i) =>
    stacked([one], { ...foot, left: foot.left + i * (width + gap), width }),
  )
  return { ...main, parts: [...main.parts, ...columns] }
}
