import type { Asker } from '../../shared/access/asker.ts'
import { rootsOf } from '../../shared/access/visible.ts'
import type { Feed, RegionId } from '../../shared/city/pack.ts'
import type { FeedHealthAnswer, FeedStanding } from '../../shared/feeds/answers.ts'
import { dueAt, feedState, isOnline, owedThrough, silences } from '../../shared/feeds/standing.ts'
import type { Catalog } from '../../shared/indicators/catalog.ts'
import type { CityView, Standing } from './city-view.ts'

const stripDays = 30

/**
 * Every feed of the pack as its coverage shows it (接口健康), as of a position; in the pack's order. A feed
 * is the city's; what it covers is told of the asker's own regions.
 */
export function feedHealth(
  view: CityView,
  { at }: { at?: number },
  asker: Asker,
): FeedHealthAnswer {
  const standing = view.standing(at)
  const { catalog, zone, now, position } = standing
  const from = zone.startOfDay(zone.dayOf(now) - stripDays + 1)
  const names = new Map(catalog.pack.departments.map((d) => [d.id, d.name]))
  const leaning = leaningOn(catalog)
  const roots = rootsOf(asker, standing.regions)
  const feeds = catalog.pack.feeds.map((feed): FeedStanding => {
    const through = standing.coverage.lastUntil(feed, now)
    return {
      feed: feed.id,
      name: feed.name,
      department: feed.department,
      departmentName: names.get(feed.department) ?? feed.department,
      rhythm: feed.rhythm,
      delivers: feed.delivers,
      state: feedState(feed, through, now, zone),
      online: isOnline(feed, through, now),
      coveredThrough: through,
      dueAt: dueAt(feed, through, zone),
      staleAfter: feed.staleAfter,
      ...regionsOf(feed, through, roots, standing),
      gaps: gapsOf(feed, through, from, roots, standing),
      indicators: leaning.get(feed.id) ?? 0,
    }
  })
  const online = feeds.filter((f) => f.online).length
  return { position, now, from, online, expected: feeds.length, feeds }
}

/** The regions that the last span covers, of all that are expected: the city's districts, or one's own. */
function regionsOf(
  feed: Feed,
  through: number | null,
  roots: readonly RegionId[],
  { coverage, regions }: Standing,
): Pick<FeedStanding, 'covered' | 'expected'> {
  const whole = roots.includes(regions.root.id)
  const places = whole ? regions.childrenOf(regions.root.id).map(({ id }) => id) : roots
  const expected = Math.max(1, places.length)
  if (through === null || !coverage.isRegional(feed)) {
    return { covered: through === null ? 0 : expected, expected }
  }
  const covered = places.filter((place) =>
    coverage.spans(feed, place, through - 1, through).some(([, until]) => until >= through),
  )
  return { covered: covered.length, expected }
}

/** What it should have covered since `from` and did not; before its first report nothing is missed. */
function gapsOf(
  feed: Feed,
  through: number | null,
  from: number,
  roots: readonly RegionId[],
  standing: Standing,
) {
  const { coverage, now, regions, zone } = standing
  if (through === null) return []
  const first = coverage.firstFrom(feed) ?? now
  const owed = Math.min(now, owedThrough(feed, through, now, zone))
  const start = Math.max(from, first)
  return silences(coverage.spans(feed, roots[0] ?? regions.root.id, start, owed), start, owed)
}

const counted = new WeakMap<Catalog, ReadonlyMap<string, number>>()

/** Feed → how many indicators read anything of it, composites through their components. */
function leaningOn(catalog: Catalog): ReadonlyMap<string, number> {
  const known = counted.get(catalog)
  if (known) return known
  const { indicators, composites } = catalog.pack
  const feedsOf = (id: string, seen: ReadonlySet<string>): Set<string> => {
    const feeds = new Set<string>()
    const indicator = indicators.find((i) => i.id === id)
    if (!indicator || seen.has(id)) return feeds
    for (const measure of catalog.measuresOf(indicator)) {
      for (const feed of catalog.feedsOf(measure)) feeds.add(feed.id)
    }
    for (const part of composites.filter((c) => c.composite === id)) {
      for (const feed of feedsOf(part.component, new Set([...seen, id]))) feeds.add(feed)
    }
    return feeds
  }
  const counts = new Map<string, number>()
  for (const { id } of indicators) {
    for (const feed of feedsOf(id, new Set())) counts.set(feed, (counts.get(feed) ?? 0) + 1)
  }
  counted.set(catalog, counts)
  return counts
}
