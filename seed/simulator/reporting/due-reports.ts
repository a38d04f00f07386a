import type { Feed } from '../../../shared/city/pack.ts'
import { dayMs, hourMs, minuteMs } from '../../../shared/time/civil.ts'
import { periodOf, previousPeriod, type Period } from '../../../shared/time/period.ts'
import type { City } from '../case-book.ts'
import { fraction, keyOf, mix } from '../dice.ts'
import { longestSilenceMs, speaksAllDay } from '../outages.ts'
import { grainOf } from './columns.ts'
import { weatherChanges } from './own-figures.ts'

/** One report that a feed owes: which period, when it is published, how far the day had got. */
export interface DueReport {
  feed: Feed
  period: Period
  publishedAt: number
  /** The running total of an all-day feed as of this instant; null = the final report. */
  asOf: number | null
}

/** All-day feeds tell their running totals this often; on-event feeds also at every change. */
const tickMs = 30 * minuteMs
const eventTickMs = 2 * hourMs

/** Knows when every feed's reports come out; the same answer for ever. */
export class ReportDates {
  readonly #city: City
  readonly #seed: number

  constructor(city: City) {
    this.#city = city
    this.#seed = city.world.seedOf('reports')
  }

  /** The final report on one period. */
  final(feed: Feed, period: Period): DueReport {
    const u = fraction(mix(mix(this.#seed, keyOf(feed.id)), period.from / 60_000))
    const after = speaksAllDay(feed)
      ? 90_000 + Math.floor(u * 120) * 1000
      : Math.max(minuteMs, Math.floor((feed.due * (0.25 + 0.6 * u)) / 1000) * 1000)
    return { feed, period, publishedAt: this.#out(feed, period.to + after), asOf: null }
  }

  /** The period whose final report came out last before `ms`. */
  lastFinal(feed: Feed, ms: number): DueReport {
    const { zone } = this.#city.world
    let report = this.final(feed, previousPeriod(zone, periodOf(zone, grainOf(feed.rhythm), ms)))
    while (report.publishedAt >= ms) report = this.final(feed, previousPeriod(zone, report.period))
    return report
  }

  /** Final reports published in [from, to), newest first. */
  *finals(feed: Feed, from: number, to: number): Generator<DueReport> {
    const { zone } = this.#city.world
    const latest = feed.due + longestSilenceMs + dayMs
    let period = previousPeriod(zone, periodOf(zone, grainOf(feed.rhythm), to))
    while (period.to + latest >= from) {
      const report = this.final(feed, period)
      if (report.publishedAt >= from && report.publishedAt < to) yield report
      period = previousPeriod(zone, period)
    }
  }

  /** Running totals of an all-day feed published in [from, to), oldest first. */
  *running(feed: Feed, from: number, to: number): Generator<DueReport> {
    if (!speaksAllDay(feed)) return
    const { zone } = this.#city.world
    const phase = 15 + (mix(this.#seed, keyOf(feed.id)) % 45)
    for (let day = zone.dayOf(from - dayMs); day <= zone.dayOf(to - 1); day += 1) {
      const period = periodOf(zone, 'day', zone.startOfDay(day))
      for (const asOf of this.#ticks(feed, day, period)) {
        const publishedAt = this.#out(feed, asOf + phase * 1000)
        if (publishedAt >= from && publishedAt < to) yield { feed, period, publishedAt, asOf }
      }
    }
  }

  #ticks(feed: Feed, day: number, { from, to }: Period): number[] {
    const every = feed.rhythm === 'on-event' ? eventTickMs : tickMs
    const ticks = feed.rhythm === 'on-event' ? weatherChanges(this.#city, day) : []
    for (let at = from + every; at < to; at += every) ticks.push(at)
    const inside = ticks.filter((at) => at > from && at < to)
    return [...new Set(inside)].sort((a, b) => a - b)
  }

  #out(feed: Feed, ready: number): number {
    return this.#city.outages.passed(feed.id, ready)
  }
}
