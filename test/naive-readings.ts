import { fold } from '../shared/cases/fold.ts'
import { caseRulesOf } from '../shared/cases/rules-of-pack.ts'
import type { CaseState } from '../shared/cases/state.ts'
import type { CityPack, Measure } from '../shared/city/pack.ts'
import { naiveFlows, stoodIn, type Counted } from './naive-case-counts.ts'
import type { NaiveLog, NaiveObservation as NaiveReport } from './naive-log.ts'
import { naivePeriod, type NaiveWindow } from './naive-windows.ts'

/** Measures read again from the raw facts, one by one: cases counted, reports added up, coverage asked. */
export class NaiveReadings {
  readonly #above: Map<number, number[]>
  readonly #cases: { state: CaseState; flows: Counted[] }[]
  readonly #counted = new Map<string, { at: number; amount: number; inside: number[] }[]>()
  readonly #observed = new Map<string, Map<number, NaiveReport[]>>()

  constructor(
    readonly pack: CityPack,
    readonly log: NaiveLog,
  ) {
    const holder = new Map(pack.regions.map((r) => [r.id, r.successorId ?? r.parentId]))
    this.#above = new Map(
      pack.regions.map((r) => {
        const line = [r.id]
        for (let up = holder.get(r.id) ?? null; up !== null; up = holder.get(up) ?? null)
          line.push(up)
        return [r.id, line]
      }),
    )
    const rules = caseRulesOf(pack)
    this.#cases = [...log.cases].flatMap(([id, facts]) => {
      const state = fold(id, facts, rules)
      return state === null ? [] : [{ state, flows: naiveFlows(state) }]
    })
    for (const report of log.observations)
      for (const measure of Object.keys(report.values)) {
        const periods = this.#observed.get(measure) ?? new Map<number, NaiveReport[]>()
        this.#observed.set(measure, periods)
        periods.set(report.from, [...(periods.get(report.from) ?? []), report])
      }
  }

  get cases(): number {
    return this.#cases.length
  }

  /** How far the feed of a measure had covered by an instant; null = nothing. */
  publishedThrough(measure: Measure, before: number): number | null {
    let last: number | null = null
    for (const { feed, regions, from, until } of this.log.coverage)
      if (feed === measure.feed && regions === null && from < before)
        last = Math.max(last ?? 0, Math.min(until, before))
    return last
  }

  /**
   * What was reported of the periods that begin in [from, to): the log is read in order, a later report
   * of a region replaces the earlier one unless it is blank. What ends after `to` was known then only
   * as far as it had been published by then, five minutes allowed.
   */
  #periods(
    measure: Measure,
    from: number,
    to: number,
  ): { start: number; to: number; values: Map<number, number> }[] {
    const found = []
    for (const [start, reports] of this.#observed.get(measure.id) ?? []) {
      if (start < from || start >= to) continue
      const known = reports.filter((r) => r.to <= to || r.publishedAt <= to + 300_000)
      if (known.length === 0) continue
      const values = new Map<number, number>()
      for (const report of known)
        report.regions.forEach((region, i) => {
          const value = report.values[measure.id]?.[i] ?? null
          if (value !== null) values.set(region, value)
        })
      found.push({ start, to: known.at(-1)?.to ?? start, values })
    }
    return found.sort((a, b) => a.start - b.start)
  }

  /** A measure over a window: a flow adds up, a level is what stood just before the window's end. */
  measured(measure: Measure, region: number, { from, to }: NaiveWindow): number | null {
    if (measure.origin === 'coverage') return this.#feedsSeen(measure, region, to)
    if (measure.origin === 'cases')
      return measure.kind === 'flow'
        ? this.#countedFlow(measure, region, from, to)
        : this.#countedLevel(measure, region, to)
    return measure.kind === 'flow'
      ? this.#reportedFlow(measure, region, from, to)
      : this.#reportedLevel(measure, region, to)
  }

  #matches(m: Measure, c: CaseState): boolean {
    const category = this.pack.eventTypes.find((t) => t.code === c.type)?.category ?? ''
    return (
      (m.caseSources.length === 0 || m.caseSources.includes(c.source)) &&
      (m.caseTypes.length === 0 || m.caseTypes.includes(c.type)) &&
      (m.caseCategories.length === 0 || m.caseCategories.includes(category)) &&
      (m.caseSeverities.length === 0 || m.caseSeverities.includes(c.severity))
    )
  }

  /** Where a case lies, from its finest region up; the city alone where it is not placed. */
  #places(c: CaseState): number[] {
    return this.#above.get(c.region ?? this.pack.cityRegion) ?? [this.pack.cityRegion]
  }

  #countedFlow(measure: Measure, region: number, from: number, to: number): number | null {
    if (!this.#anyCaseFeed(measure, from, to)) return null
    let counted = this.#counted.get(measure.id)
    if (!counted) {
      counted = this.#cases
        .filter(({ state }) => this.#matches(measure, state))
        .flatMap(({ state, flows }) =>
          flows
            .filter((f) => f.count === measure.caseCount)
            .map(({ at, amount }) => ({ at, amount, inside: this.#places(state) })),
        )
      this.#counted.set(measure.id, counted)
    }
    let sum = 0
    for (const { at, amount, inside } of counted)
      if (at >= from && at < to && inside.includes(region)) sum += amount
    return sum
  }

  #countedLevel(measure: Measure, region: number, instant: number): number | null {
    if (!this.#anyCaseFeed(measure, instant - 1, instant)) return null
    return this.#cases.filter(
      ({ state }) =>
        this.#matches(measure, state) &&
        this.#places(state).includes(region) &&
        stoodIn(measure.caseCount ?? '', state, instant),
    ).length
  }

  /** Covered and empty is 0, uncovered is missing: did any feed of these channels cover any of it? */
  #anyCaseFeed(measure: Measure, from: number, to: number): boolean {
    const feeds = this.pack.feeds.filter((f) =>
      f.caseSources.some(
        (s) => measure.caseSources.length === 0 || measure.caseSources.includes(s),
      ),
    )
    return this.log.coverage.some((c) => {
      const feed = feeds.find((f) => f.id === c.feed)
      return feed !== undefined && c.from < to && c.until > from - feed.staleAfter
    })
  }

  /** What was reported of one period: exactly this region, or everything inside it added up. */
  #said(measure: Measure, region: number, values: ReadonlyMap<number, number>): number | null {
    if (measure.aggregation !== 'sum') return values.get(region) ?? null
    let sum: number | null = null
    for (const [place, value] of values)
      if (this.#above.get(place)?.includes(region)) sum = (sum ?? 0) + value
    return sum
  }

  #reportedFlow(measure: Measure, region: number, from: number, to: number): number | null {
    let sum: number | null = null
    const periods = this.#periods(measure, from, to)
    for (const { values } of periods) {
      const value = this.#said(measure, region, values)
      if (value !== null) sum = (sum ?? 0) + value
    }
    if (periods.length > 0) return sum
    return this.#isCovered(measure, from, to) ? 0 : null
  }

  /** How far a feed has covered without a gap since `from`; null where it has not even begun. */
  coveredThrough(feed: string, from: number): number | null {
    let reached = from
    for (const c of this.#coverageOf(feed))
      if (c.from <= reached && c.until > reached) reached = c.until
    return reached > from ? reached : null
  }

  #coverageOf(feed: string): { from: number; until: number }[] {
    return this.log.coverage
      .filter((c) => c.feed === feed && c.regions === null)
      .sort((a, b) => a.from - b.from)
  }

  #isCovered(measure: Measure, from: number, to: number): boolean {
    const feed = this.pack.feeds.find((f) => f.id === measure.feed)
    if (!feed) return false
    // A running feed that has not been heard of yet today has said nothing wrong.
    const running = feed.rhythm === 'realtime' || feed.rhythm === 'on-event'
    const reached = this.coveredThrough(feed.id, from) ?? (running ? from : null)
    return reached !== null && reached >= to - feed.staleAfter
  }

  /** The last value reported before an instant, carried until the report after it is long due. */
  #reportedLevel(measure: Measure, region: number, instant: number): number | null {
    const feed = this.pack.feeds.find((f) => f.id === measure.feed)
    for (const { to, values } of this.#periods(measure, 0, instant).reverse()) {
      const next = naivePeriod(feed?.rhythm ?? 'day', to)
      if (!feed || instant > next.to + Math.max(feed.due, feed.staleAfter)) return null
      const value = this.#said(measure, region, values)
      if (value !== null) return value
    }
    return null
  }

  /** 接口在线: feeds that are expected, and those whose coverage is not older than it may be. */
  #feedsSeen(measure: Measure, region: number, instant: number): number | null {
    if (region !== this.pack.cityRegion) return null
    if (measure.partOf === null) return this.pack.feeds.length
    return this.pack.feeds.filter((feed) =>
      this.log.coverage.some(
        (c) =>
          c.feed === feed.id &&
          c.regions === null &&
          c.from < instant &&
          instant - Math.min(c.until, instant) <= feed.staleAfter,
      ),
    ).length
  }
}
