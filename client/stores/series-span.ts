import type { IndicatorPeriod } from '../../shared/city/pack.ts'
import type { Grain } from '../../shared/time/period.ts'

/** Periods on the strip (近13期): a year and the one a year ago. */
export const shownPeriods = 13

const dayMs = 86_400_000
/** Longest length of a period, days. */
const longest: Partial<Record<Grain, number>> = { month: 31, quarter: 92, term: 184, year: 366 }

/** Months, or the indicator's own period where that is longer. */
export function stripGrain(period: IndicatorPeriod): Grain {
  return period === 'quarter' || period === 'term' || period === 'year' ? period : 'month'
}

/** What to ask for so that at least thirteen whole periods lie before `now`. */
export function seriesSpan(
  period: IndicatorPeriod,
  now: number,
): { from: number; to: number; grain: Grain } {
  const grain = stripGrain(period)
  return { from: now - (shownPeriods + 1) * (longest[grain] ?? 31) * dayMs, to: now + dayMs, grain }
}
