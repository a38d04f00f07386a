import type { RegionId } from '../../shared/city/pack.ts'
import type { Status } from '../../shared/indicators/answers.ts'
import type { Figure } from '../../shared/indicators/formula.ts'
import { intervalOf } from '../../shared/indicators/interval.ts'
import type { Span } from '../../shared/indicators/span.ts'
import { statusOf } from '../../shared/indicators/status.ts'
import type { ScoreCell } from '../../shared/scores/answers.ts'
import { scoreCounts, type ScoreRate } from '../../shared/scores/rates.ts'
import type { Standing } from './city-view.ts'

/** The spans of a table: the one asked for, the one before it, and the trend's, oldest first. */
export interface ScoreSpans {
  span: Span
  previous: Span | null
  trend: readonly Span[]
}

type Counts = Float64Array | undefined

/**
 * The cells of one row, without places. `counts` are those of the span, the one before and the trend's;
 * `known` says which of these spans any case feed covers for the row's region: elsewhere it is missing.
 */
export function cellsOf(
  rates: readonly ScoreRate[],
  counts: readonly Counts[],
  known: readonly boolean[],
  { span, previous }: ScoreSpans,
  region: RegionId,
  standing: Standing,
): ScoreCell[] {
  return rates.map((rate) => {
    const figures = counts.map((block, i) => figureOf(rate, known[i] ? block : undefined))
    const figure = figures[0] ?? figureOf(rate, undefined)
    const { value, numerator, denominator } = figure
    return {
      indicator: rate.indicator.id,
      value,
      numerator,
      denominator,
      interval: intervalOf(rate.indicator, figure),
      status: judged(rate, region, span, figure, standing),
      previous: previous === null || value === null ? null : (figures[1]?.value ?? null),
      trend: figures.slice(2).map((past) => past.value),
      places: null,
    }
  })
}

/** The rate of one block of counts; a missing block is missing, nothing due has no value. */
function figureOf({ indicator, numerator, denominator }: ScoreRate, counts: Counts): Figure {
  const rest = { asOf: null, covered: 1, expected: 1, stale: false }
  if (!counts) {
    return { ...rest, value: null, numerator: null, denominator: null, absence: 'no-data' }
  }
  const top = counts[scoreCounts.indexOf(numerator)] ?? 0
  const bottom = counts[scoreCounts.indexOf(denominator)] ?? 0
  const parts = { ...rest, numerator: top, denominator: bottom }
  if (bottom === 0) return { ...parts, value: null, absence: 'nothing-due' }
  return { ...parts, value: (indicator.scale * top) / bottom, absence: null }
}

/** Status by the indicator's own rule where it needs nothing but the value: an absolute line. */
function judged(
  { indicator }: ScoreRate,
  region: RegionId,
  span: Span,
  figure: Figure,
  standing: Standing,
): Status {
  const { kind, yellowMeasures, redMeasures } = indicator.threshold
  if (kind !== 'absolute' || yellowMeasures.length + redMeasures.length > 0) return 'unknown'
  return statusOf(indicator, region, span, figure, null, standing)
}
