import type { Indicator, RegionId, ThresholdRule } from '../city/pack.ts'
import type { Status } from './answers.ts'
import { formulaFigure, type Figure } from './formula.ts'
import { spanHistory, type Span, type SpanContext } from './span.ts'
import { periodOf } from '../time/period.ts'

/** Weeks of the same weekday that a control limit needs (domain: weekly seasonality from 8 weeks). */
const controlWeeks = 8

/**
 * A rate of a period that is still running is judged from this denominator on: before dawn a handful
 * of lapses would turn every wall red. Source: our default, 2026-11-22.
 */
export const fewestJudged = 30

/**
 * 黄, 红 or 正常 by the catalogue's threshold; 'unknown' where there is nothing to judge by: no value,
 * no base, or too short a history (历史不足). Control limits judge whole periods only.
 */
export function statusOf(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  figure: Figure,
  lastYear: number | null,
  ctx: SpanContext,
): Status {
  const rule = indicator.threshold
  if (figure.value === null || rule.kind === 'none') return 'unknown'
  if (span.partial && figure.denominator !== null && figure.denominator < fewestJudged) {
    return 'unknown'
  }
  if (rule.yellowMeasures.length + rule.redMeasures.length > 0) {
    return byMeasures(rule, region, span, figure.value, ctx)
  }
  const deviation = deviationOf(indicator, region, span, figure.value, lastYear, ctx)
  if (deviation === null) return 'unknown'
  if (trips(rule, deviation, rule.red)) return 'red'
  return trips(rule, deviation, rule.yellow) ? 'yellow' : 'normal'
}

function trips(rule: ThresholdRule, value: number, limit: number | null): boolean {
  if (limit === null) return false
  const high = rule.inclusive ? value >= limit : value > limit
  const low = rule.inclusive ? value <= limit : value < limit
  if (rule.alarmSide === 'high') return high
  if (rule.alarmSide === 'low') {
    return rule.kind === 'control' ? (rule.inclusive ? value <= -limit : value < -limit) : low
  }
  return rule.inclusive ? Math.abs(value) >= limit : Math.abs(value) > limit
}

/** Where measures are named, their sum is tested; a side without measures tests the value. */
function byMeasures(
  rule: ThresholdRule,
  region: RegionId,
  span: Span,
  value: number,
  ctx: SpanContext,
): Status {
  const sum = (ids: readonly string[]): number | null => {
    let total = 0
    for (const id of ids) {
      const measure = ctx.catalog.measure(id)
      const reading =
        measure.kind === 'flow'
          ? ctx.reader.flow(measure, region, span.from, span.to)
          : ctx.reader.level(measure, region, span.to)
      if (reading.value === null) return null
      total += reading.value
    }
    return total
  }
  const red = rule.redMeasures.length > 0 ? sum(rule.redMeasures) : value
  const yellow = rule.yellowMeasures.length > 0 ? sum(rule.yellowMeasures) : value
  if (red === null || yellow === null) return 'unknown'
  if (trips(rule, red, rule.red)) return 'red'
  return trips(rule, yellow, rule.yellow) ? 'yellow' : 'normal'
}

/** The number that the limits are tested against, in the rule's unit; null = no base. */
function deviationOf(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  value: number,
  lastYear: number | null,
  ctx: SpanContext,
): number | null {
  const rule = indicator.threshold
  switch (rule.kind) {
    case 'absolute':
      return value
    case 'lastYear':
      if (lastYear === null) return null
      if (rule.unit === 'pt') return value - lastYear
      return lastYear === 0 ? null : (100 * (value - lastYear)) / Math.abs(lastYear)
    case 'target': {
      const target = targetOf(indicator, region, span, ctx)
      return target === null ? null : value - target
    }
    case 'plan': {
      const year = periodOf(ctx.zone, 'year', span.to - 1)
      return value - (100 * (span.to - year.from)) / (year.to - year.from)
    }
    case 'control':
      return sigmas(indicator, region, span, value, ctx)
    default:
      return null
  }
}

/** This year's target, or the value of the indicator that serves as one. */
function targetOf(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): number | null {
  const base = indicator.threshold.base
  if (base !== null && base !== 'targets') {
    return formulaFigure(ctx.catalog.indicator(base), region, span, ctx).value
  }
  const year = Number(ctx.zone.isoDate(ctx.zone.dayOf(span.to - 1)).slice(0, 4))
  const row = ctx.catalog.pack.targets.find((t) => t.indicator === indicator.id && t.year === year)
  return row?.target ?? null
}

/** Standard deviations from the mean of the same weekday in the last weeks; null = 历史不足. */
function sigmas(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  value: number,
  ctx: SpanContext,
): number | null {
  if (span.partial || span.grain !== 'day') return null
  const days = spanHistory(indicator, span, 7 * controlWeeks + 1, ctx.zone)
  const history: number[] = []
  for (let i = 0; i < days.length - 1; i += 7) {
    const day = days[i]
    const past = day ? formulaFigure(indicator, region, day, ctx).value : null
    if (past === null) return null
    history.push(past)
  }
  if (history.length < controlWeeks) return null
  const mean = history.reduce((a, b) => a + b, 0) / history.length
  const variance = history.reduce((a, b) => a + (b - mean) ** 2, 0) / (history.length - 1)
  return variance === 0 ? null : (value - mean) / Math.sqrt(variance)
}
