import type { Measure, RegionId } from '../../../shared/city/pack.ts'

/** What reports of a region add up to over a span (上报合计). */
export interface ReportedSum {
  /** null where no period gave a value. */
  value: number | null
  /** Reporting regions that gave a value, of those named, over all periods. */
  covered: number
  expected: number
  /** Periods that were reported at all, with or without this region. */
  periods: number
}

/** What one reported period says of a region (上报一期); value null = named without one. */
export interface ReportedPart {
  to: number
  value: number | null
  given: number
  named: number
}

/**
 * What was reported, as of one position (上报数). A period that ends after the instant asked about
 * counts with what had been published by then (a running total), and not at all before that.
 */
export interface ReportedFigures {
  /** The periods that begin in [from, to), added up in order. */
  over(measure: Measure, region: RegionId, from: number, to: number): ReportedSum
  /** The last `n` periods that begin before `before`, newest first; null = region not named. */
  latest(
    measure: Measure,
    region: RegionId,
    before: number,
    n: number,
  ): readonly (ReportedPart | null)[]
}
