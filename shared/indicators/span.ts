import type { Indicator, Measure } from '../city/pack.ts'
import type { Grain, ResolvedWindow } from '../time/period.ts'
import { lastYearInstant, periodOf, previousPeriod, samePeriodLastYear } from '../time/period.ts'
import { spanLabel } from '../time/span-label.ts'
import type { Zone } from '../time/zone.ts'
import type { Catalog } from './catalog.ts'
import type { RegionTree } from '../regions/tree.ts'
import type { MeasureReader } from './reading.ts'
import type { Settings } from './settings.ts'

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
  regions: RegionTree
  /** Thresholds and targets set over the pack; left out = as the pack says. */
  settings?: Settings
  /** The instant of the asking, or the one replayed to; UTC ms. */
  now: number
}

/** Longer periods rank higher (粒度次序). */
export const rank: Record<Grain, number> = {
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
export const grainOf = (indicator: Pick<Indicator, 'period'>): Grain =>
  indicator.period === 'realtime' || indicator.period === 'on-event' ? 'day' : indicator.period

/**
 * The measures whose publication decides the window: its flows, else the levels reported as often as
 * the indicator; a level that comes more rarely (人口) is carried along.
 */
function deciding(indicator: Indicator, catalog: Catalog): readonly Measure[] {
  const all = catalog.measuresOf(indicator)
  const flows = all.filter((m) => m.kind === 'flow')
  if (flows.length > 0) return flows
  const own = rank[grainOf(indicator)]
  const often = all.filter((m) =>
    catalog.feedsOf(m).every(({ rhythm }) => rank[grainOf({ period: rhythm })] <= own),
  )
  return often.length > 0 ? often : all
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
    return longerSpan(indicator, asked, end, ctx)
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

/**
 * A window longer than the indicator's period ends with the last period that was published in it, so
 * that it is compared with as many: nine months are not less than ten. What runs from the start of the
 * year does so to the end of a month or quarter too.
 */
function longerSpan(
  indicator: Indicator,
  asked: ResolvedWindow,
  end: number,
  ctx: SpanContext,
): Span {
  const whole = ctx.catalog.isLive(indicator) ? null : completeSpan(indicator, end, ctx)
  const to = whole === null || whole.to <= asked.from ? end : Math.min(end, whole.to)
  const label = asked.grain === null && to < end ? spanLabel(ctx.zone, asked.from, to) : asked.label
  const span = { ...asked, to, label, partial: to < asked.to, periodFrom: asked.from }
  return asked.grain === null ? span : withStart(indicator, ctx.zone, span)
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
  return cut({ ...before, partial: span.partial, periodFrom: before.from }, span, indicator, zone)
}

/** 同比: the same period one year before; year-to-date with year-to-date. */
export function lastYearSpan(indicator: Indicator, span: Span, zone: Zone): Span {
  if (span.grain === null) {
    const from = lastYearInstant(zone, span.from)
    return { ...span, from, to: lastYearInstant(zone, span.to), periodFrom: from }
  }
  const own = periodOf(zone, span.grain, span.periodFrom)
  const before = samePeriodLastYear(zone, own)
  const same = { ...before, partial: span.partial, periodFrom: before.from }
  return cut(withStart(indicator, zone, same), span, indicator, zone)
}

const quarterMs = 900_000

/**
 * Cuts a comparison period where the running one stands: after as many of the indicator's own months or
 * quarters as that has, else after as many whole quarter-hours.
 */
function cut(period: Span, running: Span, indicator: Indicator, zone: Zone): Span {
  if (!running.partial) return period
  const own = grainOf(indicator)
  if (own !== running.grain && (own === 'month' || own === 'quarter')) {
    let to = period.periodFrom
    let at = periodOf(zone, own, running.periodFrom).to
    for (; at <= running.to; at = periodOf(zone, own, at).to) to = periodOf(zone, own, to).to
    return { ...period, to: Math.min(period.to, to) }
  }
  const passed = running.to - running.periodFrom
  return { ...period, to: Math.min(period.to, period.periodFrom + passed - (passed % quarterMs)) }
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
    const past = { ...before, partial: false, periodFrom: from }
    spans.push(span.grain === null ? past : withStart(indicator, zone, past))
  }
  return spans.reverse()
}
