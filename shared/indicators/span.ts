import type { Indicator, Measure } from '../city/pack.ts'
import type { Grain, ResolvedWindow } from '../time/period.ts'
import { lastYearInstant, periodOf, previousPeriod, samePeriodLastYear } from '../time/period.ts'
import type { Zone } from '../time/zone.ts'
import type { Catalog } from './catalog.ts'
import type { MeasureReader } from './reading.ts'

/** The stretch of time a figure is taken over: [from, to), cut at now when it is not over yet. */
export interface Span {
  from: number
  to: number
  label: string
  partial: boolean
  /** The period it belongs to; null for a free window. */
  grain: Grain | null
  /** Start of that period, also where `from` reaches back to the start of the year. */
  periodFrom: number
  /** True when the period asked for has no data at all and the last known one stands in for it. */
  late?: boolean
}

export interface SpanContext {
  catalog: Catalog
  zone: Zone
  reader: MeasureReader
  /** The instant of the asking, or the one replayed to; UTC ms. */
  now: number
}

/** Longer periods rank higher. */
const rank: Record<Grain, number> = {
  hour: 0,
  day: 1,
  week: 2,
  tenday: 2,
  month: 3,
  quarter: 4,
  term: 5,
  year: 6,
}

/** The calendar grain of an indicator's period: what runs all the time is read by the day. */
export const grainOf = (indicator: Indicator): Grain =>
  indicator.period === 'realtime' || indicator.period === 'on-event' ? 'day' : indicator.period

/** The measures whose publication decides the window: its flows, else all. */
function deciding(indicator: Indicator, catalog: Catalog): readonly Measure[] {
  const all = catalog.measuresOf(indicator)
  const flows = all.filter((m) => m.kind === 'flow')
  return flows.length > 0 ? flows : all
}

/**
 * The span an indicator answers with (实际时间窗): what was asked, when that is longer than its own
 * period; the running period to date, when its data arrive in real time; else its last complete
 * published period. null when nothing was ever published.
 */
export function spanFor(
  indicator: Indicator,
  asked: ResolvedWindow,
  ctx: SpanContext,
): Span | null {
  const grain = grainOf(indicator)
  let end = Math.min(asked.to, ctx.now)
  if (asked.grain === null || rank[asked.grain] > rank[grain]) {
    return { ...asked, to: end, periodFrom: asked.from }
  }
  if (ctx.catalog.isLive(indicator) && rank[grain] <= rank.day) {
    const running = periodOf(ctx.zone, grain, Math.max(asked.from, end - 1))
    const known = knownThrough(indicator, end, ctx)
    const late = known !== null && known < running.from - lateMs
    if (late) end = known
    const period = late ? periodOf(ctx.zone, grain, known - 1) : running
    return withStart(indicator, ctx.zone, {
      ...period,
      to: Math.min(period.to, end),
      partial: period.to > end,
      periodFrom: period.from,
      late,
    })
  }
  return completeSpan(indicator, end, ctx)
}

/** Feeds that were silent this long before the running period began have nothing to say of it. */
const lateMs = 3_600_000

/** How far the best of the feeds that set the window has come by `end`; null = nothing yet. */
function knownThrough(indicator: Indicator, end: number, ctx: SpanContext): number | null {
  const known = deciding(indicator, ctx.catalog).map((m) => ctx.reader.publishedThrough(m, end))
  return known.reduce((best, at) => (at === null ? best : Math.max(best ?? 0, at)), null)
}

/** The last complete published period of an indicator that ends by `end`. */
export function completeSpan(indicator: Indicator, end: number, ctx: SpanContext): Span | null {
  let through = end
  for (const measure of deciding(indicator, ctx.catalog)) {
    const published =
      measure.origin === 'reported' ? ctx.reader.publishedThrough(measure, end) : end
    if (published === null) return null
    through = Math.min(through, published)
  }
  let period = periodOf(ctx.zone, grainOf(indicator), through - 1)
  if (period.to > through) period = previousPeriod(ctx.zone, period)
  return withStart(indicator, ctx.zone, { ...period, partial: false, periodFrom: period.from })
}

function withStart(indicator: Indicator, zone: Zone, span: Span): Span {
  if (indicator.accumulate !== 'ytd') return span
  return { ...span, from: periodOf(zone, 'year', span.periodFrom).from }
}

/** 环比: the previous period, cut where the running one stands; none for year-to-date. */
export function previousSpan(indicator: Indicator, span: Span, zone: Zone): Span | null {
  if (indicator.accumulate === 'ytd') return null
  if (span.grain === null) {
    const length = span.to - span.from
    return { ...span, from: span.from - length, to: span.from, periodFrom: span.from - length }
  }
  const before = periodOf(zone, span.grain, span.periodFrom - 1)
  return cut({ ...before, partial: span.partial, periodFrom: before.from }, span)
}

/** 同比: the same period one year before; year-to-date with year-to-date. */
export function lastYearSpan(indicator: Indicator, span: Span, zone: Zone): Span {
  if (span.grain === null) {
    const from = lastYearInstant(zone, span.from)
    return { ...span, from, to: lastYearInstant(zone, span.to), periodFrom: from }
  }
  const own = periodOf(zone, span.grain, span.periodFrom)
  const before = samePeriodLastYear(zone, own)
  return withStart(
    indicator,
    zone,
    cut({ ...before, partial: span.partial, periodFrom: before.from }, span),
  )
}

const quarterMs = 900_000

/** Cuts a comparison period after as many whole quarter-hours as have passed of the running one. */
function cut(period: Span, running: Span): Span {
  if (!running.partial) return period
  const passed = running.to - running.periodFrom
  return { ...period, to: Math.min(period.to, period.from + passed - (passed % quarterMs)) }
}

/** The spans of the last `n` periods up to and with `span`, oldest first. */
export function spanHistory(indicator: Indicator, span: Span, n: number, zone: Zone): Span[] {
  const spans: Span[] = [span]
  let from = span.periodFrom
  while (spans.length < n) {
    const before =
      span.grain === null
        ? { ...span, from: from - (span.to - span.from), to: from, label: '' }
        : periodOf(zone, span.grain, from - 1)
    from = before.from
    spans.push(withStart(indicator, zone, { ...before, partial: false, periodFrom: from }))
  }
  return spans.reverse()
}
