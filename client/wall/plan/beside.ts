import { noTiles, type Arranged, type WallPicture } from './asked.ts'
import { stacked, type Box, type Wanted } from './boxes.ts'
import { gap, least, leastTile, type WallPart } from './least.ts'
import { tileColumns, tileRoom, tileRows, tilesWidth } from './tile-room.ts'

/** Columns beside the map, rem; 0 = not there. `left` and `live` stand next to it, `side` is outermost. */
interface Columns {
  tiles: number
  left: number
  live: number
  side: number
}

/** The land is about so much wider than high: what a map needs to fill its room. */
const landAspect = 1.42

const widthOf = (picture: WallPicture, { tiles, left, live, side }: Columns): number =>
  [tiles > 0 ? tilesWidth(picture, tiles) : 0, left, live, side]
    .filter((width) => width > 0)
    .reduce((sum, width) => sum + width + gap, 0)

/** What is added, in order, as long as the map keeps this much width. */
function steps(picture: WallPicture, ideal: number): [Partial<Columns>, number][] {
  const { width } = least.stage
  if (picture === 'war')
    return [
      [{ live: 24 }, width],
      [{ left: 24 }, width],
      [{ live: 26.5, left: 24.5 }, 46],
      [{ live: 29, left: 27.75 }, 58],
      [{ side: 34 }, ideal],
      [{ tiles: 1 }, ideal],
      [{ tiles: 2, live: 31, left: 28 }, ideal],
    ]
  return [
    [{ tiles: 1 }, width],
    [{ live: 24 }, width],
    [{ tiles: 2 }, 40],
    [{ live: 26.5 }, 46],
    [{ tiles: 3 }, ideal],
    [{ live: 29 }, ideal],
    [{ side: 34 }, ideal],
    // A theme has a dozen figures: four columns of them would be three tall rows.
    ...(picture === 'theme' ? [] : [[{ tiles: 4 }, ideal] as [Partial<Columns>, number]]),
    [{ live: 31, side: 38 }, ideal * 1.2],
  ]
}

function columnsFor(picture: WallPicture, room: Box, lists: boolean): Columns {
  const ideal = Math.max(least.stage.width, room.height * landAspect)
  let chosen: Columns = { tiles: 0, left: 0, live: 0, side: 0 }
  for (const [change, keep] of steps(picture, ideal)) {
    const next = { ...chosen, ...(lists ? change : { tiles: change.tiles ?? chosen.tiles }) }
    if (room.width - widthOf(picture, next) >= keep) chosen = next
  }
  return tileRows(picture, room.height) > 0 ? chosen : { ...chosen, tiles: 0 }
}

const wants: Record<WallPicture, { left: Wanted[]; live: Wanted[]; side: Wanted[] }> = {
  city: {
    left: [],
    live: [
      { part: 'stream', weight: 1.22 },
      { part: 'ranking', weight: 1 },
    ],
    side: [
      { part: 'ranking', weight: 3 },
      { part: 'flow', weight: 0.5 },
      { part: 'trend', weight: 1 },
    ],
  },
  theme: {
    left: [],
    live: [{ part: 'card', weight: 1 }],
    side: [{ part: 'stream', weight: 1 }],
  },
  war: {
    left: [
      { part: 'alerts', weight: 1.3 },
      { part: 'tiles', weight: 1 },
    ],
    live: [{ part: 'stream', weight: 1 }],
    side: [
      { part: 'ranking', weight: 1 },
      { part: 'trend', weight: 0.8 },
    ],
  },
}

/**
 * Columns on both sides of the map (左右排布): what is live next to it, what is slow outside. Without
 * `lists` the map shares its screen with figures alone.
 */
export function beside(picture: WallPicture, room: Box, lists = true): Arranged {
  const columns = columnsFor(picture, room, lists)
  const parts: Arranged['parts'] = []
  let left = room.left
  const put = (width: number, wanted: readonly Wanted[]): void => {
    if (width === 0) return
    parts.push(...stacked(wanted, { ...room, left, width }))
    left += width + gap
  }
  const { left: first, live, side } = wants[picture]
  // What has a column of its own is not said twice.
  const own = new Set<WallPart>(columns.side > 0 ? side.map(({ part }) => part) : [])
  if (columns.tiles > 0) {
    own.add('tiles')
    put(tilesWidth(picture, columns.tiles), [{ part: 'tiles', weight: 1 }])
  }
  // Under the alerts figures want room for two rows of them.
  if (room.height < least.alerts.height + gap + 2 * leastTile.city.height) own.add('tiles')
  put(
    columns.left,
    first.filter(({ part }) => !own.has(part)),
  )
  put(room.width - widthOf(picture, columns), [{ part: 'stage', weight: 1 }])
  put(
    columns.live,
    live.filter(({ part }) => !own.has(part)),
  )
  put(columns.side, side)
  const tiles = parts.find(({ part }) => part === 'tiles')
  if (!tiles) return { parts, tiles: noTiles }
  return { parts, tiles: tileRoom(picture, tileColumns(picture, tiles.width), tiles.height) }
}
