import { DomainError } from '../errors.ts'
import { addYears, civilFromDay, dayFromCivil, hourMs } from './civil.ts'
import { dayPeriod, type Grain } from './grain.ts'
import { spanLabel } from './span-label.ts'
import type { Zone } from './zone.ts'

export { grains, type Grain } from './grain.ts'

/** A calendar period (周期), half-open in UTC ms. `key` is unique and sorts by time within a grain. */
export interface Period {
  grain: Grain
  from: number
  to: number
  key: string
  /** In Chinese: 2026年11月, 2026年第47周, 11月22日, 11月中旬. */
  label: string
}

/** The period of this grain that holds the instant. */
export function periodOf(zone: Zone, grain: Grain, ms: number): Period {
  if (grain === 'hour') return hourOf(zone, ms)
  const { from, to, key, label } = dayPeriod(grain, zone.dayOf(ms))
  return { grain, from: zone.startOfDay(from), to: zone.startOfDay(to), key, label }
}

/** The period just before. */
export const previousPeriod = (zone: Zone, period: Period): Period =>
  periodOf(zone, period.grain, period.from - 1)

/** The period just after. */
export const nextPeriod = (zone: Zone, period: Period): Period =>
  periodOf(zone, period.grain, period.to)

/**
 * The same period one year earlier (同比): same date, 旬, month, quarter, term or hour; 29 February
 * compares with the 28th; a week with the week of the same number, the 53rd with the last one.
 */
export function samePeriodLastYear(zone: Zone, period: Period): Period {
  if (period.grain !== 'week') {
    return periodOf(zone, period.grain, lastYearInstant(zone, period.from))
  }
  const { year } = civilFromDay(zone.dayOf(period.from) + 3)
  const number = Math.round((zone.dayOf(period.from) - firstMonday(year)) / 7)
  const monday = Math.min(firstMonday(year - 1) + number * 7, firstMonday(year) - 7)
  return periodOf(zone, 'week', zone.startOfDay(monday))
}

/** The last `n` periods, oldest first; the last one holds `ms`. */
export function lastPeriods(zone: Zone, grain: Grain, ms: number, n: number): Period[] {
  const periods: Period[] = []
  let period = periodOf(zone, grain, ms)
  for (let i = 0; i < n; i += 1) {
    periods.push(period)
    period = previousPeriod(zone, period)
  }
  return periods.reverse()
}

/** Same local date and time one year earlier; 29 February becomes the 28th. */
export const lastYearInstant = (zone: Zone, ms: number): number =>
  zone.at(addYears(zone.dayOf(ms), -1), zone.msOfDay(ms), 'later').ms

/** Monday of ISO week 1: the week of 4 January. */
const firstMonday = (year: number): number => dayPeriod('week', dayFromCivil(year, 1, 4)).from

/** An hour that the wall clock shows twice is two periods; the second has a `b` in its key. */
function hourOf(zone: Zone, ms: number): Period {
  const msOfDay = zone.msOfDay(ms)
  const hour = Math.floor(msOfDay / hourMs)
  const from = ms - (msOfDay - hour * hourMs)
  const day = dayPeriod('day', zone.dayOf(ms))
  const second = zone.at(day.from, hour * hourMs, 'earlier').ms < from ? 'b' : ''
  return {
    grain: 'hour',
    from,
    to: from + hourMs,
    key: `${day.key}T${String(hour).padStart(2, '0')}${second}`,
    label: `${day.label}${hour}时`,
  }
}

/** What a question covers (时间窗): any half-open span in UTC ms, or the calendar period that holds `at`. */
export type Window = { from: number; to: number } | { grain: Grain; at: number }

export interface ResolvedWindow {
  from: number
  /** Exclusive; may lie in the future, then `partial`. */
  to: number
  /** In Chinese, ready to be shown. */
  label: string
  /** True while the window has not ended at `now`. */
  partial: boolean
  grain: Grain | null
}

/** The span of a window and its name. Raises `bad-request` when it ends before it starts. */
export function resolveWindow(zone: Zone, window: Window, now: number): ResolvedWindow {
  if ('grain' in window) {
    const { from, to, label, grain } = periodOf(zone, window.grain, window.at)
    return { from, to, label, grain, partial: to > now }
  }
  const { from, to } = window
  if (!(from <= to)) throw new DomainError({ code: 'bad-request', params: { from, to } })
  return { from, to, label: spanLabel(zone, from, to), grain: null, partial: to > now }
}
