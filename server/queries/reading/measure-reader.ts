import type { Feed, Measure, RegionId, Rhythm } from '../../../shared/city/pack.ts'
import type { Catalog } from '../../../shared/indicators/catalog.ts'
import { missing, type MeasureReader, type Reading } from '../../../shared/indicators/reading.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { periodOf, type Grain } from '../../../shared/time/period.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { CaseFigures } from '../cube/case-figures.ts'
import type { CaseSchema } from '../cube/case-schema.ts'
import type { Coverage } from './coverage-index.ts'
import type { ObservedPeriod, Observations } from './observations.ts'

/** Everything a reader reads from, all as of one position. */
export interface ReadingSources {
  catalog: Catalog
  tree: RegionTree
  zone: Zone
  schema: CaseSchema
  /** Case figures that track this region. */
  figuresFor(region: RegionId): CaseFigures
  coverage: Coverage
  observations: Observations
  now: number
}

/** A level outside coverage is carried this long before it counts as missing. */
const carriedMs = 2 * 86_400_000

const grainOfRhythm = (rhythm: Rhythm): Grain =>
  rhythm === 'realtime' || rhythm === 'on-event' ? 'day' : rhythm

/** The one reader of measures: cases from their figures, reports from their periods. */
export function measureReader(sources: ReadingSources): MeasureReader {
  const { catalog, coverage, now, tree, zone } = sources

  /** How well the measure's feeds cover a region up to `to`, from `from` on. */
  function covering(measure: Measure, region: RegionId, from: number, to: number) {
    const feeds = catalog.feedsOf(measure)
    let asOf: number | null = null
    let covered = 0
    let any = false
    for (const feed of feeds) {
      const last = coverage.lastUntil(feed, to)
      const through = coverage.through(feed, region, from, to) ?? last
      if (through === null) continue
      asOf = asOf === null ? through : Math.min(asOf, through)
      const onTime = through >= to - feed.staleAfter
      if (onTime) covered += 1
      any ||= onTime || through > from
    }
    // One late feed of several makes a total partial; only when none is on time is it stale.
    return { asOf, covered, expected: feeds.length, stale: covered === 0, any }
  }

  function caseFlow(measure: Measure, region: RegionId, from: number, to: number): Reading {
    const { any, ...rest } = covering(measure, region, from, to)
    if (!any) return { ...rest, value: null }
    const ordinal = sources.schema.ordinal(measure)
    return { ...rest, value: sources.figuresFor(region).flow(ordinal, region, from, to) }
  }

  /**
   * A level is what is open now less what changed since: known where nothing between then and the
   * last that was heard is uncovered.
   */
  function caseLevel(measure: Measure, region: RegionId, instant: number): Reading {
    const feeds = catalog.feedsOf(measure)
    const whole = feeds.filter((feed) => {
      const last = coverage.lastUntil(feed, now)
      if (last === null) return false
      return instant > last || (coverage.through(feed, region, instant - 1, last) ?? 0) >= last
    })
    const { any, ...rest } = covering(measure, region, instant - carriedMs, instant)
    const known = { ...rest, covered: Math.min(rest.covered, whole.length) }
    if (!any || whole.length === 0) return { ...known, value: null }
    const ordinal = sources.schema.ordinal(measure)
    return { ...known, value: sources.figuresFor(region).levelAt(ordinal, region, instant) }
  }

  /** What one reported period says of a region, by the measure's aggregation. */
  function reported(measure: Measure, region: RegionId, period: ObservedPeriod) {
    if (measure.aggregation === 'sum') {
      const total = period.total(region)
      if (!total) return null
      return { value: total.given > 0 ? total.sum : null, given: total.given, named: total.named }
    }
    const own = period.own(region)
    return own === null ? null : { value: own, given: 1, named: 1 }
  }

  /** Age of a report: late once the feed has said nothing for longer than it may. */
  function age(measure: Measure, to: number): Pick<Reading, 'asOf' | 'stale'> {
    const feed = catalog.feedsOf(measure)[0]
    if (!feed) return { asOf: null, stale: false }
    const known = coverage.lastUntil(feed, now)
    return {
      asOf: coverage.lastUntil(feed, to),
      stale: known !== null && to >= known && now - known > feed.staleAfter,
    }
  }

  function reportedFlow(measure: Measure, region: RegionId, from: number, to: number): Reading {
    const feed = catalog.feedsOf(measure)[0]
    if (!feed) return missing
    const periods = sources.observations.periods(measure.id, from, to)
    let value: number | null = null
    let covered = 0
    let expected = 0
    for (const period of periods) {
      const part = reported(measure, region, period)
      if (!part) continue
      covered += part.given
      expected += part.named
      if (part.value !== null) value = (value ?? 0) + part.value
    }
    const whole = (coverage.through(feed, region, from, to) ?? from) >= to - feed.staleAfter
    if (value === null && whole && periods.length === 0) {
      return { value: 0, ...age(measure, to), covered: 1, expected: 1 }
    }
    const due = periodsBetween(feed, from, to)
    if (value !== null && !whole && periods.length > 0 && periods.length < due) {
      expected += Math.round((expected / periods.length) * (due - periods.length))
    }
    return { value, ...age(measure, to), covered, expected }
  }

  function reportedLevel(measure: Measure, region: RegionId, instant: number): Reading {
    const feed = catalog.feedsOf(measure)[0]
    if (!feed) return missing
    const valid = sources.observations
      .latest(measure.id, instant, 2)
      .filter((period) => instant <= carriedUntil(feed, period))
    for (const period of valid) {
      const part = reported(measure, region, period)
      if (part && part.value !== null) {
        return {
          value: part.value,
          ...age(measure, instant),
          covered: part.given,
          expected: part.named,
        }
      }
    }
    return { ...missing, ...age(measure, instant) }
  }

  /** A stock is carried forward until its feed's next report is due. */
  function carriedUntil(feed: Feed, period: ObservedPeriod): number {
    const next = periodOf(zone, grainOfRhythm(feed.rhythm), period.to)
    return next.to + Math.max(feed.due, feed.staleAfter)
  }

  function periodsBetween(feed: Feed, from: number, to: number): number {
    const grain = grainOfRhythm(feed.rhythm)
    let n = 0
    for (let at = from; at < to; n += 1) at = periodOf(zone, grain, at).to
    return n
  }

  /** Feeds expected, and those not older than their staleAfter: counted from coverage itself. */
  function feedLevel(measure: Measure, region: RegionId, instant: number): Reading {
    if (region !== tree.root.id) return missing
    const feeds = catalog.pack.feeds
    const known = feeds.map((feed) => coverage.lastUntil(feed, instant))
    if (known.every((last) => last === null)) return missing
    const online = feeds.filter((feed, i) => {
      const last = known[i]
      return last !== null && last !== undefined && instant - last <= feed.staleAfter
    }).length
    const value = measure.partOf === null ? feeds.length : online
    return { value, asOf: instant, covered: 1, expected: 1, stale: false }
  }

  return {
    flow: (measure, region, from, to) =>
      measure.origin === 'cases'
        ? caseFlow(measure, region, from, to)
        : reportedFlow(measure, region, from, to),
    level: (measure, region, instant) => {
      if (measure.origin === 'cases') return caseLevel(measure, region, instant)
      if (measure.origin === 'coverage') return feedLevel(measure, region, instant)
      return reportedLevel(measure, region, instant)
    },
    publishedThrough: (measure, before) => {
      if (measure.origin === 'coverage') return before
      const known = catalog.feedsOf(measure).map((feed) => coverage.lastUntil(feed, before) ?? 0)
      const last = Math.max(0, ...known)
      return last === 0 ? null : last
    },
  }
}
