import type { Feed } from '../../../shared/city/pack.ts'
import type { SourceFact } from '../../../shared/events/source-fact.ts'
import { minuteMs } from '../../../shared/time/civil.ts'
import type { City } from '../case-book.ts'
import { channelOf } from '../channels.ts'
import { keyOf, mix } from '../dice.ts'
import { speaksAllDay } from '../outages.ts'
import { settledBefore } from '../publisher.ts'
import type { DueReport, ReportDates } from './due-reports.ts'

type CoverageFact = Extract<SourceFact, { type: 'coverage-reported' }>

const tickMs = 5 * minuteMs
/** After a silence, the backlog goes out first. */
const backlogMs = 95_000

/** 覆盖上报: how far each feed has sent everything. */
export class CoverageReports {
  readonly #city: City
  readonly #dates: ReportDates
  readonly #seed: number

  constructor(city: City, dates: ReportDates) {
    this.#city = city
    this.#dates = dates
    this.#seed = city.world.seedOf('coverage')
  }

  /** Reports of all feeds published in [from, to): every five minutes, or with the period's report. */
  between(from: number, to: number): CoverageFact[] {
    const facts: CoverageFact[] = []
    for (const feed of this.#city.world.pack.feeds) {
      if (speaksAllDay(feed)) facts.push(...this.ticks(feed, from, to))
      else
        for (const report of this.#dates.finals(feed, from - 1000, to - 1000))
          facts.push(this.ofPeriod(report))
    }
    return facts.sort((a, b) => Number(a.publishedAt) - Number(b.publishedAt))
  }

  /** The five-minute reports of an all-day feed published in [from, to). */
  ticks(feed: Feed, from: number, to: number): CoverageFact[] {
    const facts: CoverageFact[] = []
    const phase = this.#phase(feed)
    for (let k = Math.floor((from - phase) / tickMs); k * tickMs + phase < to; k += 1) {
      const at = k * tickMs + phase
      if (at < from || this.#silent(feed, at)) continue
      let before = k - 1
      while (this.#silent(feed, before * tickMs + phase)) before -= 1
      const start = this.#settled(feed, before * tickMs + phase)
      const until = this.#settled(feed, at)
      if (start < until) facts.push(this.#fact(feed, `t${at / 1000}`, start, until, at))
    }
    return facts
  }

  /** A past day in one report; `cut` ends it with the last five-minute report before that instant. */
  ofDay(feed: Feed, day: number, cut = Number.POSITIVE_INFINITY): CoverageFact | null {
    const { zone } = this.#city.world
    const from = zone.startOfDay(day)
    const to = zone.startOfDay(day + 1)
    const latest = cut - 1000
    const covered = Number.isFinite(cut) ? this.#lastSettled(feed, latest) : to
    const until = Math.min(to, covered)
    if (until <= from) return null
    const ready = this.#city.outages.passed(feed.id, to + 30 * minuteMs)
    return this.#fact(feed, `d${zone.isoDate(day)}`, from, until, Math.min(latest, ready))
  }

  /** With a period's report: the whole period. */
  ofPeriod({ feed, period, publishedAt }: DueReport): CoverageFact {
    const key = `p${period.grain}/${period.key}`
    return this.#fact(feed, key, period.from, period.to, publishedAt + 1000)
  }

  #fact(feed: Feed, key: string, from: number, until: number, publishedAt: number): CoverageFact {
    return {
      type: 'coverage-reported',
      key: `coverage/${key}`,
      source: feed.id,
      occurredAt: Math.min(until, publishedAt),
      publishedAt,
      feed: feed.id,
      regions: null,
      from,
      until,
    }
  }

  /** How far the last five-minute report before `ms` reached. */
  #lastSettled(feed: Feed, ms: number): number {
    const phase = this.#phase(feed)
    let at = Math.floor((ms - phase) / tickMs) * tickMs + phase
    while (this.#silent(feed, at)) at -= tickMs
    return this.#settled(feed, at)
  }

  #phase(feed: Feed): number {
    return 20_000 + (mix(this.#seed, keyOf(feed.id)) % 200) * 1000
  }

  #silent(feed: Feed, at: number): boolean {
    const { outages } = this.#city
    if (outages.at(feed.id, at) !== null) return true
    return outages.at(feed.id, at - backlogMs) !== null
  }

  /** Everything older than this has been sent at `at`: the slowest of the feed's channels decides. */
  #settled(feed: Feed, at: number): number {
    if (feed.caseSources.length === 0) return at - minuteMs
    return Math.min(...feed.caseSources.map((key) => settledBefore(at, channelOf(key))))
  }
}
