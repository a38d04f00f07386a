import type { AnalysisLine } from '../../../shared/analysis/answers.ts'
import type { AnalysisGrain, AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { Indicator, RegionId } from '../../../shared/city/pack.ts'
import { evaluate, shown } from '../../../shared/indicators/evaluate.ts'
import type { SeriesPoint } from '../../../shared/indicators/series-answer.ts'
import { grainAnswered, seriesOf } from '../../../shared/indicators/series.ts'
import { spanFor, type Span } from '../../../shared/indicators/span.ts'
import { ruleFor } from '../../../shared/indicators/status.ts'
import {
  nextPeriod,
  periodOf,
  resolveWindow,
  type Grain,
  type Window,
} from '../../../shared/time/period.ts'
import type { Standing } from '../city-view.ts'
import { hasHours, hoursAt, hoursSince } from './hours.ts'
import type { Scope } from './scope.ts'

/** A line before it is compared with anything. */
export type BareLine = Omit<AnalysisLine, 'base' | 'baseName' | 'definitionChanges'>

/** The lines of a question, by indicator and within it by region, in the order asked. */
export function linesOf(
  question: Pick<AnalysisQuestion, 'grain'>,
  scope: Scope,
  standing: Standing,
): BareLine[] {
  const { grain } = question
  if (scope.indicators.length === 0) return []
  if (grain === 'custom')
    return scope.indicators.flatMap((one) => wholeWindow(one, scope, standing))
  if (grain !== 'hour') return calendarLines(scope.indicators, grain, scope, standing)
  return scope.indicators.flatMap((one) =>
    hasHours(one, standing.catalog)
      ? hourLines(one, scope, standing)
      : calendarLines([one], 'day', scope, standing),
  )
}

function calendarLines(
  indicators: readonly Indicator[],
  grain: Grain,
  { regions, window }: Scope,
  standing: Standing,
): BareLine[] {
  const asked = { indicators: indicators.map(({ id }) => id), regions, ...window, grain }
  const answered = new Map(indicators.map((one) => [one.id, grainAnswered(one, grain)]))
  return seriesOf(asked, standing).series.map((series) => ({
    ...series,
    grain: answered.get(series.indicator) ?? grain,
  }))
}

/** The whole window as one period (整段): what `evaluate` says of it. */
function wholeWindow(indicator: Indicator, scope: Scope, standing: Standing): BareLine[] {
  return scope.regions.map((region) => {
    const value = evaluate({ indicator, region, window: scope.window }, standing)
    const { from, to, label, partial } = value.window
    const { numerator, denominator, absence, status, asOf, completeness, stale, lastYear } = value
    const point = { from, to, label, partial, value: value.value, numerator, denominator }
    return bare(indicator, region, 'custom', standing, [
      { ...point, ...{ absence, status, asOf, completeness, stale, lastYear } },
    ])
  })
}

/** Hour by hour, as far as hours are kept; nothing is judged and no last year is known by the hour. */
function hourLines(indicator: Indicator, scope: Scope, standing: Standing): BareLine[] {
  const { regions: tree } = standing
  const kept = scope.regions.filter((region) => hoursAt(tree.get(region).level))
  const points = new Map<RegionId, SeriesPoint[]>(kept.map((region) => [region, []]))
  for (const { from, to, label } of hoursIn(scope.window, standing)) {
    const span = spanOf(indicator, { from, to }, standing)
    for (const region of kept) {
      const figure = shown(indicator, region, span, standing)
      points.get(region)?.push({
        ...{ from, to, label, partial: to > standing.now },
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        absence: figure.absence,
        status: 'unknown',
        asOf: figure.asOf,
        completeness: figure.expected === 0 ? null : figure.covered / figure.expected,
        stale: figure.stale,
        lastYear: null,
      })
    }
  }
  return kept.map((region) => bare(indicator, region, 'hour', standing, points.get(region) ?? []))
}

/** The hours of a window that are kept and have begun. */
export function hoursIn(
  window: Scope['window'],
  { zone, now }: Pick<Standing, 'zone' | 'now'>,
): { from: number; to: number; label: string }[] {
  const start = Math.max(window.from, hoursSince(zone, now))
  const end = Math.min(window.to, now)
  const hours = []
  for (let hour = periodOf(zone, 'hour', start); hour.from < end; hour = nextPeriod(zone, hour))
    hours.push({ from: hour.from, to: hour.to, label: hour.label })
  return hours
}

/** The span that a window is answered with; null = nothing was ever published. */
export const spanOf = (indicator: Indicator, window: Window, standing: Standing): Span | null =>
  spanFor(indicator, resolveWindow(standing.zone, window, standing.now), standing)

function bare(
  indicator: Indicator,
  region: RegionId,
  grain: AnalysisGrain,
  standing: Standing,
  points: SeriesPoint[],
): BareLine {
  const rule = ruleFor(indicator, { to: standing.now }, standing)
  const absolute = rule.kind === 'absolute' && grain === 'custom'
  return {
    indicator: indicator.id,
    region,
    definitionVersion: indicator.definitionVersion,
    grain,
    points,
    yellowLine: absolute ? rule.yellow : null,
    redLine: absolute ? rule.red : null,
    control: null,
    shortHistory: false,
  }
}
