import type { Measure, RegionId } from '../../../shared/city/pack.ts'
import type { ObservedPeriod, Observations } from './observations.ts'
import type { ReportedFigures, ReportedPart, ReportedSum } from './reported-figures.ts'

/** What one reported period says of a region, by the measure's aggregation; null = not named. */
export function plainPart(
  measure: Measure,
  region: RegionId,
  period: ObservedPeriod,
): ReportedPart | null {
  const { to } = period
  if (measure.aggregation === 'sum') {
    const total = period.total(region)
    if (!total) return null
    const { given, named, sum } = total
    return { to, value: given > 0 ? sum : null, given, named }
  }
  const own = period.own(region)
  return own === null ? null : { to, value: own, given: 1, named: 1 }
}

/** Reported figures straight from the stored reports, period by period: slow, and the measure of the fast. */
export function plainReported(observations: Observations): ReportedFigures {
  return {
    over: (measure, region, from, to) => {
      const periods = observations.periods(measure.id, from, to)
      const sum: ReportedSum = { value: null, covered: 0, expected: 0, periods: periods.length }
      for (const period of periods) {
        const part = plainPart(measure, region, period)
        if (!part) continue
        sum.covered += part.given
        sum.expected += part.named
        if (part.value !== null) sum.value = (sum.value ?? 0) + part.value
      }
      return sum
    },
    latest: (measure, region, before, n) =>
      observations
        .latest(measure.id, before, n)
        .map((period) => plainPart(measure, region, period)),
  }
}
