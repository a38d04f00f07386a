import type { Season, Values } from '../../shared/analysis/statistics.ts'

/** Share of missing values up to which a series is still decomposed or forecast. */
export const mostMissing = 0.1

/** The values from the first to the last known one, gaps filled for the calculation only. */
export interface Filled {
  /** Index of the first known value in what was given. */
  start: number
  y: Float64Array
  /** Indices (of `y`) that were missing. */
  missing: ReadonlySet<number>
}

/**
 * Fills gaps on straight lines between the same places of the seasons beside them, or between
 * neighbours where there is no season; null without any value.
 */
export function fillGaps(values: Values, season: Season | null): Filled | null {
  const first = values.findIndex((value) => value !== null)
  const last = values.findLastIndex((value) => value !== null)
  if (first < 0) return null
  const known = values.slice(first, last + 1)
  const missing = new Set(known.flatMap((value, i) => (value === null ? [i] : [])))
  const y = Float64Array.from(known, (value, i) => value ?? between(known, i, season?.length ?? 1))
  return { start: first, y, missing }
}

function between(known: Values, i: number, stride: number): number {
  const before = step(known, i, -stride)
  const after = step(known, i, stride)
  if (before !== null && after !== null) {
    const share = (i - before.at) / (after.at - before.at)
    return before.value + (after.value - before.value) * share
  }
  const beside = before ?? after
  if (beside !== null) return beside.value
  return stride === 1 ? 0 : between(known, i, 1)
}

function step(known: Values, i: number, stride: number): { at: number; value: number } | null {
  for (let at = i + stride; at >= 0 && at < known.length; at += stride) {
    const value = known[at]
    if (value !== null && value !== undefined) return { at, value }
  }
  return null
}

/** Why a series can't be used (历史不足, 缺值过多); null when it can. */
export function shortfall(
  values: Values,
  filled: Filled | null,
  needed: number,
  what: string,
): string | null {
  const length = filled?.y.length ?? 0
  if (length < needed) return `历史不足：${what}至少需要 ${needed} 期，现有 ${length} 期`
  const missing = filled?.missing.size ?? 0
  if (missing > length * mostMissing) {
    return `缺值过多：${length} 期中缺 ${missing} 期，${what}最多容许一成`
  }
  return null
}

/** What the limits say about filled gaps; empty without any. */
export const gapWords = (filled: Filled): string =>
  filled.missing.size === 0 ? '' : `；缺 ${filled.missing.size} 期，按相邻同期插补后计算`
