import type { Indicator, LevelId, RegionId } from '../city/pack.ts'
import { figureOf } from './figure.ts'
import type { MeasureReader } from './reading.ts'
import type { Span, SpanContext } from './span.ts'
import { guard } from './suppression.ts'

/** 控制限's base: how the same weekday went in past weeks. */
export interface ControlBase {
  mean: number
  /** One standard deviation, above 0. */
  sigma: number
  weeks: number
}

/** Weeks that a control limit needs (domain.md: weekly seasonality from 8 weeks). */
export const fewestWeeks = 8
/** Weeks that it looks back on, a quarter: older weeks belong to another season. Our default, 2026-11-23. */
export const mostWeeks = 13

/** Below district the daily counts are too small for a limit of three σ (our default, 2026-11-23). */
export const hasControl = (level: LevelId): boolean => level === 'city' || level === 'district'

/** Whether a figure is a level (在办) rather than what happened; a level is whole at any time. */
export const isStanding = (indicator: Indicator, { catalog }: Pick<SpanContext, 'catalog'>) =>
  indicator.formula !== 'composite' && catalog.measuresOf(indicator).every((m) => m.kind !== 'flow')

/**
 * Mean and spread of the same weekday over the last 13 weeks before a day, missing days left out,
 * days that alarmed left in. The spread of a count is at least √mean: small counts scatter by
 * themselves. null = 历史不足 (fewer than 8 weeks), or a history that never moved.
 */
export function controlBase(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): ControlBase | null {
  if (span.grain !== 'day') return null
  const today = ctx.zone.dayOf(span.periodFrom)
  const history: number[] = []
  for (let week = 1; week <= mostWeeks; week += 1) {
    const past = pastDay(indicator, region, today - 7 * week, ctx)
    if (past !== null) history.push(past)
    // Too many weeks are missing for eight to come together.
    if (week - history.length > mostWeeks - fewestWeeks) return null
  }
  const mean = history.reduce((a, b) => a + b, 0) / history.length
  const variance = history.reduce((a, b) => a + (b - mean) ** 2, 0) / (history.length - 1)
  const least = indicator.formula === 'value' ? Math.sqrt(Math.max(0, mean)) : 0
  const sigma = Math.max(Math.sqrt(variance), least)
  return sigma > 0 ? { mean, sigma, weeks: history.length } : null
}

/** What a past day came to. */
function pastDay(indicator: Indicator, region: RegionId, day: number, ctx: SpanContext) {
  const { values } = lineFor(indicator, region, ctx)
  const known = values.get(day)
  if (known !== undefined) return known
  const [from, to] = [ctx.zone.startOfDay(day), ctx.zone.startOfDay(day + 1)]
  const span = { from, to, label: '', partial: false, grain: 'day' as const, periodFrom: from }
  const { value } = guard(indicator, region, span, figureOf(indicator, region, span, ctx), ctx)
  values.set(day, value)
  return value
}

/** The days of one line (一线的逐日值), by their number. */
interface Line {
  indicator: Indicator
  region: RegionId
  values: Map<number, number | null>
}
/** The line that a reader was asked for last: a series looks back on each of its days thirteen times. */
const lines = new WeakMap<MeasureReader, Line>()

function lineFor(indicator: Indicator, region: RegionId, { reader }: SpanContext): Line {
  const last = lines.get(reader)
  if (last?.indicator === indicator && last.region === region) return last
  const line: Line = { indicator, region, values: new Map() }
  lines.set(reader, line)
  return line
}

/** What can lie below 0; and what can't pass its scale, being a part of a whole. */
const signed = ({ formula }: Indicator): boolean => formula === 'growth' || formula === 'difference'
const bounded = ({ formula }: Indicator): boolean => formula === 'ratio' || formula === 'share'

/**
 * The limits to draw (控制限) around a day: mean, and as far below and above as the yellow line, but not
 * beyond what the figure can be; null = none.
 */
export function controlLimits(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): { mean: number; low: number; high: number } | null {
  const rule = ctx.settings?.rule(indicator, span.to - 1) ?? indicator.threshold
  if (rule.kind !== 'control' || rule.yellow === null) return null
  const base = controlBase(indicator, region, span, ctx)
  if (base === null) return null
  const reach = rule.yellow * base.sigma
  return {
    mean: base.mean,
    low: Math.max(signed(indicator) ? -Infinity : 0, base.mean - reach),
    high: Math.min(bounded(indicator) ? indicator.scale : Infinity, base.mean + reach),
  }
}
