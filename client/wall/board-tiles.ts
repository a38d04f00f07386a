import { caseCounts } from '../../shared/cases/counts.ts'
import type { BoardTile } from '../../shared/indicators/answers.ts'

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
