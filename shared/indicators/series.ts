import type { Indicator, RegionId } from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import { nextPeriod, periodOf, resolveWindow, type Grain, type Period } from '../time/period.ts'
import { controlLimits, hasControl } from './control.ts'
import { existsAt, shown, type EvaluateContext } from './evaluate.ts'
import type { Series, SeriesAnswer, SeriesPoint } from './series-answer.ts'
import { grainOf, lastYearSpan, rank, spanFor, type Span } from './span.ts'
import { ruleFor, statusOf } from './status.ts'

export interface SeriesQuestion {
  indicators: readonly string[]
  regions: readonly RegionId[]
  /** Periods that begin in [from, to), UTC ms. */
  from: number
  to: number
  grain: Grain
}

/** The most that one question may ask for; `points` per series, `total` over all series. */
export const seriesLimits = { indicators: 20, regions: 120, points: 1_200, total: 48_000 }

/**
 * Indicators of regions over time (趋势): each point the number that `evaluate` gives for that period.
 * A grain finer than an indicator's own answers in its own. Raises `bad-request` beyond the limits.
 */
export function seriesOf(question: SeriesQuestion, ctx: EvaluateContext): SeriesAnswer {
  const { from, to, grain, regions } = question
  if (!(from < to)) throw bad(`from 应早于 to：from=${from}，to=${to}`)
  bounded('指标', question.indicators.length, seriesLimits.indicators)
  bounded('区域', regions.length, seriesLimits.regions)
  const asked = question.indicators.map((id) => {
    const indicator = ctx.catalog.indicator(id)
    return { indicator, periods: periodsOf(indicator, question, ctx) }
  })
  const total = asked.reduce((sum, { periods }) => sum + periods.length * regions.length, 0)
  bounded('数据点', total, seriesLimits.total)
  const series = asked.flatMap(({ indicator, periods }) => {
    const spans = periods.map((period) => spanOfPeriod(indicator, period, ctx))
    const years = spans.map((span) => span && lastYearSpan(indicator, span, ctx.zone))
    return regions.map((region): Series => {
      const points: SeriesPoint[] = []
      periods.forEach((period, i) => {
        const span = spans[i] ?? null
        // A running period that the indicator does not answer yet is no gap.
        if (span === null && period.to > ctx.now) return
        points.push(pointOf(indicator, region, period, span, years[i] ?? null, ctx))
      })
      const rule = ruleFor(indicator, { to: ctx.now }, ctx)
      const absolute = rule.kind === 'absolute'
      return {
        indicator: indicator.id,
        region,
        definitionVersion: indicator.definitionVersion,
        points,
        yellowLine: absolute ? rule.yellow : null,
        redLine: absolute ? rule.red : null,
        ...controlOf(indicator, region, spans, ctx),
      }
    })
  })
  return { position: ctx.position, now: ctx.now, grain, series }
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })

function bounded(what: string, given: number, most: number): void {
  if (given > most) throw bad(`${what}最多 ${most} 个，问了 ${given} 个；请缩小范围或放大粒度`)
}

/** The grain that an indicator answers a trend in (实际粒度): the one asked for, or its own if longer. */
export function grainAnswered(indicator: Indicator, asked: Grain): Grain {
  const own = grainOf(indicator)
  return rank[asked] > rank[own] ? asked : own
}

/** The periods asked for, as far as they have begun: of the grain asked, or of the indicator's own. */
function periodsOf(indicator: Indicator, question: SeriesQuestion, ctx: EvaluateContext): Period[] {
  const grain = grainAnswered(indicator, question.grain)
  const end = Math.min(question.to, ctx.now)
  const periods: Period[] = []
  let period = periodOf(ctx.zone, grain, question.from)
  if (period.from < question.from) period = nextPeriod(ctx.zone, period)
  for (; period.from < end; period = nextPeriod(ctx.zone, period)) {
    bounded('每条趋势的数据点', periods.length + 1, seriesLimits.points)
    periods.push(period)
  }
  return periods
}

/** The span that `evaluate` would answer this period with; null where it would answer with another. */
export function spanOfPeriod(
  indicator: Indicator,
  period: Pick<Period, 'grain' | 'from'>,
  ctx: EvaluateContext,
): Span | null {
  const window = { grain: period.grain, at: period.from }
  const span = spanFor(indicator, resolveWindow(ctx.zone, window, ctx.now), ctx)
  const own = span?.grain === period.grain && span.periodFrom === period.from && !span.late
  return own ? span : null
}

function pointOf(
  indicator: Indicator,
  region: RegionId,
  period: Period,
  span: Span | null,
  yearAgo: Span | null,
  ctx: EvaluateContext,
): SeriesPoint {
  const figure = shown(indicator, region, span, ctx)
  const there = span !== null && figure.value !== null
  const lastYear = there && yearAgo ? shown(indicator, region, yearAgo, ctx).value : null
  return {
    from: period.from,
    to: period.to,
    label: period.label,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    absence: figure.absence,
    status: there ? statusOf(indicator, region, span, figure, lastYear, ctx) : 'unknown',
    asOf: figure.asOf,
    completeness: figure.expected === 0 ? null : figure.covered / figure.expected,
    stale: figure.stale,
    partial: period.to > ctx.now,
    lastYear,
  }
}

/** The limits around the last whole day asked for, where the rule looks at them. */
function controlOf(
  indicator: Indicator,
  region: RegionId,
  spans: readonly (Span | null)[],
  ctx: EvaluateContext,
): Pick<Series, 'control' | 'shortHistory'> {
  const none = { control: null, shortHistory: false }
  const last = spans.findLast((span) => span !== null && !span.partial)
  const { level } = ctx.regions.get(region)
  if (!last || last.grain !== 'day' || !existsAt(indicator, level) || !hasControl(level)) {
    return none
  }
  if (ruleFor(indicator, last, ctx).kind !== 'control') return none
  const control = controlLimits(indicator, region, last, ctx)
  return { control, shortHistory: control === null }
}
