import type { Feed, Measure, RegionId, Rhythm } from '../../../shared/city/pack.ts'
import { isOnline } from '../../../shared/feeds/standing.ts'
import type { Catalog } from '../../../shared/indicators/catalog.ts'
import { missing, type MeasureReader, type Reading } from '../../../shared/indicators/reading.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { periodOf, type Grain } from '../../../shared/time/period.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { CaseFigures } from '../cube/case-figures.ts'
import type { CaseSchema } from '../cube/case-schema.ts'
import type { Coverage } from './coverage-index.ts'
import { KnownReadings, level } from './known-readings.ts'
import type { ReportedFigures } from './reported-figures.ts'

/** Everything a reader reads from, all as of one position. */
export interface ReadingSources {
  catalog: Catalog
  tree: RegionTree
  zone: Zone
  schema: CaseSchema
  /** Case figures that track this region. */
  figuresFor(region: RegionId): CaseFigures
  coverage: Coverage
  reported: ReportedFigures
  now: number
  /** For questions that ask for many figures once each: readings are not remembered. */
  wide?: boolean
}

/** A level outside coverage is carried this long before it counts as missing. */
const carriedMs = 2 * 86_400_000

const grainOfRhythm = (rhythm: Rhythm): Grain =>
  rhythm === 'realtime' || rhythm === 'on-event' ? 'day' : rhythm

/** How feeds cover a span: `any` = at least one of them says something of it. */
interface Covering extends Omit<Reading, 'value'> {
  any: boolean
}

/** What was found out at an instant, within one reader. */
type Remembered<T> = Map<number, T>

function remembered<T>(kept: Remembered<T>, instant: number, find: () => T): T {
  let known = kept.get(instant)
  if (known === undefined) kept.set(instant, (known = find()))
  return known
}

/** The feeds of a measure, and what one reader found out about them. */
interface FeedSet {
  list: readonly Feed[]
  /** Whether any of them speaks of some regions only. */
  regional: boolean
  /** By end and start. */
  covered: Remembered<Map<number, Covering>>
  unbroken: Remembered<number>
  published: Remembered<number | null>
  /** Of the first feed: how far it covers by end and start, how old it is, how long it is carried. */
  reached: Remembered<Map<number, number | null>>
  ages: Remembered<Age>
  carried: Remembered<number>
}

/** How old a report is (新旧). */
type Age = Pick<Reading, 'asOf' | 'stale'>

/** The feed set of each measure; measures of the same feeds share one. */
function feedSetsOf(catalog: Catalog, coverage: Coverage): (measure: Measure) => FeedSet {
  const sets = new Map<Measure, FeedSet>()
  const shared = new Map<string, FeedSet>()
  const make = (list: readonly Feed[]): FeedSet => ({
    list,
    regional: list.some((feed) => coverage.isRegional(feed)),
    covered: new Map(),
    unbroken: new Map(),
    published: new Map(),
    reached: new Map(),
    ages: new Map(),
    carried: new Map(),
  })
  return (measure) => {
    let set = sets.get(measure)
    if (set) return set
    const list = catalog.feedsOf(measure)
    const key = list.map((feed) => feed.id).join('|')
    set = shared.get(key) ?? make(list)
    shared.set(key, set)
    sets.set(measure, set)
    return set
  }
}

/** The one reader of measures: cases from their figures, reports from their periods. */
export function measureReader(sources: ReadingSources): MeasureReader {
  const { catalog, coverage, now, tree, zone } = sources
  const feedSet = feedSetsOf(catalog, coverage)
  const onlineAt: Remembered<number | null> = new Map()
  const readings = new KnownReadings()

  /** How well the measure's feeds cover a region up to `to`, from `from` on. */
  function covering(measure: Measure, region: RegionId, from: number, to: number): Covering {
    const feeds = feedSet(measure)
    // Most feeds speak of all regions at once: then one answer serves them all.
    if (feeds.regional) return coveringOf(feeds.list, region, from, to)
    let spans = feeds.covered.get(to)
    if (!spans) feeds.covered.set(to, (spans = new Map<number, Covering>()))
    let known = spans.get(from)
    if (!known) spans.set(from, (known = coveringOf(feeds.list, region, from, to)))
    return known
  }

  function coveringOf(
    feeds: readonly Feed[],
    region: RegionId,
    from: number,
    to: number,
  ): Covering {
    let asOf: number | null = null
    let onTimeFeeds = 0
    let wholeFeeds = 0
    let any = false
    for (const feed of feeds) {
      const last = coverage.lastUntil(feed, to)
      const own = coverage.through(feed, region, from, to)
      const through = own ?? last
      if (through === null) continue
      asOf = asOf === null ? through : Math.min(asOf, through)
      const onTime = through >= to - feed.staleAfter
      if (onTime) onTimeFeeds += 1
      // What begins before its feed was heard is a part of the total, however fresh.
      if (onTime && (own !== null || through <= from)) wholeFeeds += 1
      any ||= onTime || through > from
    }
    // One late feed of several makes a total partial; only when none is on time is it stale.
    const expected = feeds.length
    return { asOf, covered: wholeFeeds, expected, stale: onTimeFeeds === 0, any }
  }

  /** How many of the feeds left no gap between an instant and the last that was heard of them. */
  function unbroken(measure: Measure, region: RegionId, instant: number): number {
    const feeds = feedSet(measure)
    if (feeds.regional) return unbrokenOf(feeds.list, region, instant)
    return remembered(feeds.unbroken, instant, () => unbrokenOf(feeds.list, region, instant))
  }

  function unbrokenOf(feeds: readonly Feed[], region: RegionId, instant: number): number {
    return feeds.filter((feed) => {
      const last = coverage.lastUntil(feed, now)
      if (last === null) return false
      return instant > last || (coverage.through(feed, region, instant - 1, last) ?? 0) >= last
    }).length
  }

  function caseFlow(measure: Measure, region: RegionId, from: number, to: number): Reading {
    const { any, asOf, covered, expected, stale } = covering(measure, region, from, to)
    const ordinal = sources.schema.ordinal(measure)
    const value = any ? sources.figuresFor(region).flow(ordinal, region, from, to) : null
    return { value, asOf, covered, expected, stale }
  }

  /**
   * A level is what is open now less what changed since: known where nothing between then and the
   * last that was heard is uncovered.
   */
  function caseLevel(measure: Measure, region: RegionId, instant: number): Reading {
    const whole = unbroken(measure, region, instant)
    const { any, ...rest } = covering(measure, region, instant - carriedMs, instant)
    const known = { ...rest, covered: Math.min(rest.covered, whole) }
    if (!any || whole === 0) return { ...known, value: null }
    const ordinal = sources.schema.ordinal(measure)
    return { ...known, value: sources.figuresFor(region).levelAt(ordinal, region, instant) }
  }

  /** Age of a report: late once the feed has said nothing for longer than it may. */
  function age(feeds: FeedSet, feed: Feed, to: number): Age {
    return remembered(feeds.ages, to, () => {
      const known = coverage.lastUntil(feed, now)
      return {
        asOf: coverage.lastUntil(feed, to),
        stale: known !== null && to >= known && now - known > feed.staleAfter,
      }
    })
  }

  /** How far a measure's feed covers a region without a gap from `from` on; null = not even there. */
  function reachedBy(
    feeds: FeedSet,
    feed: Feed,
    region: RegionId,
    from: number,
    to: number,
  ): number | null {
    if (feeds.regional) return coverage.through(feed, region, from, to)
    const starts = remembered(feeds.reached, to, () => new Map<number, number | null>())
    let known = starts.get(from)
    if (known === undefined) starts.set(from, (known = coverage.through(feed, region, from, to)))
    return known
  }

  function reportedFlow(measure: Measure, region: RegionId, from: number, to: number): Reading {
    const feeds = feedSet(measure)
    const [feed] = feeds.list
    if (!feed) return missing
    const { value, covered, periods, ...sum } = sources.reported.over(measure, region, from, to)
    // Until it is first heard of today, a running feed stands at the day's start; the others nowhere.
    const unheard = grainOfRhythm(feed.rhythm) === feed.rhythm ? null : from
    const reached = reachedBy(feeds, feed, region, from, to) ?? unheard
    const whole = reached !== null && reached >= to - feed.staleAfter
    const { asOf, stale } = age(feeds, feed, to)
    if (value === null && whole && periods === 0) {
      return { value: 0, asOf, covered: 1, expected: 1, stale }
    }
    let { expected } = sum
    if (value !== null && !whole && periods > 0) {
      const late = periodsBetween(feed, from, to) - periods
      if (late > 0) expected += Math.round((expected / periods) * late)
    }
    return { value, asOf, covered, expected, stale }
  }

  function reportedLevel(measure: Measure, region: RegionId, instant: number): Reading {
    const feeds = feedSet(measure)
    const [feed] = feeds.list
    if (!feed) return missing
    const { asOf, stale } = age(feeds, feed, instant)
    for (const part of sources.reported.latest(measure, region, instant, 2)) {
      if (part === null || part.value === null || instant > carriedUntil(feeds, feed, part.to))
        continue
      const { value, given, named } = part
      return { value, asOf, covered: given, expected: named, stale }
    }
    return { ...missing, asOf, stale }
  }

  /** A stock is carried forward until its feed's next report is due. */
  function carriedUntil(feeds: FeedSet, feed: Feed, periodTo: number): number {
    return remembered(feeds.carried, periodTo, () => {
      const next = periodOf(zone, grainOfRhythm(feed.rhythm), periodTo)
      return next.to + Math.max(feed.due, feed.staleAfter)
    })
  }

  function periodsBetween(feed: Feed, from: number, to: number): number {
    const grain = grainOfRhythm(feed.rhythm)
    if (grain === 'day') return to > from ? zone.dayOf(to - 1) - zone.dayOf(from) + 1 : 0
    let n = 0
    for (let at = from; at < to; n += 1) at = periodOf(zone, grain, at).to
    return n
  }

  /** Feeds expected, and those not older than their staleAfter: counted from coverage itself. */
  function feedLevel(measure: Measure, region: RegionId, instant: number): Reading {
    if (region !== tree.root.id) return missing
    const { feeds } = catalog.pack
    const online = remembered(onlineAt, instant, () => {
      const known = feeds.map((feed) => coverage.lastUntil(feed, instant))
      if (known.every((last) => last === null)) return null
      return feeds.filter((feed, i) => isOnline(feed, known[i] ?? null, instant)).length
    })
    if (online === null) return missing
    const value = measure.partOf === null ? feeds.length : online
    return { value, asOf: instant, covered: 1, expected: 1, stale: false }
  }

  const flow: MeasureReader['flow'] = (measure, region, from, to) =>
    measure.origin === 'cases'
      ? caseFlow(measure, region, from, to)
      : reportedFlow(measure, region, from, to)

  const levelAt: MeasureReader['level'] = (measure, region, instant) => {
    if (measure.origin === 'cases') return caseLevel(measure, region, instant)
    if (measure.origin === 'coverage') return feedLevel(measure, region, instant)
    return reportedLevel(measure, region, instant)
  }

  return {
    flow: sources.wide
      ? flow
      : (measure, region, from, to) =>
          readings.of(measure, region, from, to, () => flow(measure, region, from, to)),
    level: sources.wide
      ? levelAt
      : (measure, region, instant) =>
          readings.of(measure, region, level, instant, () => levelAt(measure, region, instant)),
    publishedThrough: (measure, before) => {
      if (measure.origin === 'coverage') return before
      const feeds = feedSet(measure)
      return remembered(feeds.published, before, () => {
        const known = feeds.list.map((feed) => coverage.lastUntil(feed, before) ?? 0)
        const last = Math.max(0, ...known)
        return last === 0 ? null : last
      })
    },
  }
}
