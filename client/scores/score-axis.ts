import type { ScoreCell, ScoreTable } from '../../shared/scores/answers.ts'

/** One column's axis on the value's scale; `turned` where less is better, so that right is better. */
export interface ScoreAxis {
  low: number
  high: number
  turned: boolean
}

/** A cell on its axis, 0–1 from the left; an interval that leaves the axis is cut and says so. */
export interface AxisMark {
  at: number
  /** The value itself lies off this end. */
  beyond: 'left' | 'right' | null
  interval: { from: number; to: number; cutLeft: boolean; cutRight: boolean } | null
}

/** Room beside the outermost dots, as a share of the axis. */
const margin = 0.12
/** The least that an axis spans, in the value's unit: ten rows alike are no drama. */
const leastSpan = 2

/** Share of rows at either end that may lie beyond the axis, so that one small row does not press all others together. */
const outliers = 0.05

/** The axis of a column: the values of its ranked rows but for outliers; null where nothing is ranked. */
export function axisOf(table: ScoreTable, column: number): ScoreAxis | null {
  const indicator = table.indicators[column]
  const values = table.rows.flatMap(({ cells }) => {
    const cell = cells[column]
    return cell?.places && cell.value !== null ? [cell.value] : []
  })
  if (!indicator || values.length === 0) return null
  values.sort((a, b) => a - b)
  const trimmed = Math.floor(values.length * outliers)
  const [least, most] = [values[trimmed] ?? 0, values[values.length - 1 - trimmed] ?? 0]
  const span = Math.max(leastSpan, most - least)
  const middle = (least + most) / 2
  const half = (span / 2) * (1 + 2 * margin)
  const turned = indicator.direction === 'down'
  const most100 = indicator.unit === '%' ? 100 : Infinity
  return { low: Math.max(0, middle - half), high: Math.min(most100, middle + half), turned }
}

/** Where a value lies on an axis, kept on it. */
export function placeOn(axis: ScoreAxis, value: number): number {
  const share = (value - axis.low) / (axis.high - axis.low)
  return Math.min(1, Math.max(0, axis.turned ? 1 - share : share))
}

const off = (axis: ScoreAxis, value: number, side: 'left' | 'right'): boolean =>
  (side === 'left') !== axis.turned ? value < axis.low : value > axis.high

/** The values at the axis' left and right end. */
export const endsOf = ({ low, high, turned }: ScoreAxis): [left: number, right: number] =>
  turned ? [high, low] : [low, high]

/** The mark of a cell; null without a value. */
export function markOf(axis: ScoreAxis | null, cell: ScoreCell): AxisMark | null {
  if (axis === null || cell.value === null) return null
  const at = placeOn(axis, cell.value)
  const beyond = off(axis, cell.value, 'left')
    ? 'left'
    : off(axis, cell.value, 'right')
      ? 'right'
      : null
  if (cell.interval === null || cell.places === null) return { at, beyond, interval: null }
  const [worse, better] = axis.turned ? [cell.interval[1], cell.interval[0]] : cell.interval
  return {
    at,
    beyond,
    interval: {
      from: placeOn(axis, worse),
      to: placeOn(axis, better),
      cutLeft: off(axis, worse, 'left'),
      cutRight: off(axis, better, 'right'),
    },
  }
}
