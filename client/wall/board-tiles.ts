import { caseCounts } from '../../shared/cases/counts.ts'
import type { BoardTile } from '../../shared/indicators/answers.ts'
import type { WallClass } from '../composables/useAspect.ts'

/** What a wall of one shape has room for (布局). */
export interface WallPlan {
  tiles: number
  tileColumns: number
  /** Rows asked of the stream; its panel cuts what does not fit. */
  streamRows: number
  /** Room for slower panels under the ranking: today's flow, the focus over time. */
  slow: boolean
}

const plans: Record<WallClass, WallPlan> = {
  '16:9': { tiles: 8, tileColumns: 2, streamRows: 12, slow: false },
  '21:9': { tiles: 12, tileColumns: 3, streamRows: 12, slow: false },
  '32:9': { tiles: 16, tileColumns: 4, streamRows: 24, slow: true },
  '4:3': { tiles: 8, tileColumns: 2, streamRows: 16, slow: false },
  portrait: { tiles: 8, tileColumns: 4, streamRows: 16, slow: false },
}

export function planOf(aspect: WallClass): WallPlan {
  return plans[aspect]
}

/** A themed map (专题图) shows every indicator it has: only the columns follow from the shape. */
const themedColumns: Record<WallClass, number> = {
  '16:9': 2,
  '21:9': 3,
  '32:9': 4,
  '4:3': 2,
  portrait: 4,
}

export function themedPlanOf(aspect: WallClass): WallPlan {
  return { ...plans[aspect], tiles: Infinity, tileColumns: themedColumns[aspect] }
}

/** The first `room` tiles in the board's own order; those that do not exist at this level come last. */
export function tilesFor(tiles: readonly BoardTile[], room: number): BoardTile[] {
  const exists = tiles.filter((tile) => tile.absence !== 'not-at-level')
  const not = tiles.filter((tile) => tile.absence === 'not-at-level')
  return [...exists, ...not].slice(0, room)
}

/**
 * 今日流程: the tiles that count today in the unit of the first such tile, in the board's order: they
 * can stand on one scale.
 */
export function flowOf(tiles: readonly BoardTile[]): BoardTile[] {
  const counts = tiles.filter(({ meta }) => meta.formula === 'value' && meta.period === 'day')
  const step = ({ meta }: BoardTile): number => {
    const at = caseCounts.findIndex((count) => count === meta.caseCount)
    return at < 0 ? caseCounts.length : at
  }
  return counts
    .filter(({ meta }) => meta.unit === counts[0]?.meta.unit)
    .sort((a, b) => step(a) - step(b))
}
