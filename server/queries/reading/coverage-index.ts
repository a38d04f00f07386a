import type { Feed, RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Database } from '../../db/open.ts'

interface Report {
  position: number
  from: number
  until: number
  regions: readonly RegionId[] | null
}

/** A covered span, half-open, UTC ms. */
export type Interval = [from: number, until: number]

/** Which spans each feed has covered (覆盖), as of a position. */
export interface Coverage {
  /** How far the feed covers without a gap from `from` on, at most `to`; null = not even `from`. */
  through(feed: Feed, region: RegionId, from: number, to: number): number | null
  /** End of the latest span covered by `before`; null = none. */
  lastUntil(feed: Feed, before: number): number | null
  /** What the feed covers of [from, to) for a region: sorted, disjoint, cut to it. */
  spans(feed: Feed, region: RegionId, from: number, to: number): Interval[]
  /** Start of the first span covered for the whole city; null = none. */
  firstFrom(feed: Feed): number | null
  /** Whether the feed ever reported for some regions only. */
  isRegional(feed: Feed): boolean
}

/** Follows the coverage table; reports are few and stay in memory. */
export class CoverageIndex {
  readonly #reports = new Map<string, Report[]>()
  readonly #merged = new Map<string, Interval[]>()
  /** Position of each feed's first report for some regions only. */
  readonly #regional = new Map<string, number>()
  readonly #select
  #position = 0

  constructor(
    { sqlite }: Database,
    readonly tree: RegionTree,
  ) {
    this.#select = sqlite
      .prepare<[number, number], [number, string, string | null, number, number]>(
        `SELECT position, feed, regions, from_at, until_at FROM coverage
         WHERE position > ? AND position <= ? ORDER BY position`,
      )
      .raw()
  }

  /** Reads what was reported up to `position`. */
  follow(position: number): void {
    for (const [at, feed, regions, from, until] of this.#select.all(this.#position, position)) {
      const list = this.#reports.get(feed) ?? []
      const report = {
        position: at,
        from,
        until,
        regions: regions === null ? null : (JSON.parse(regions) as RegionId[]),
      }
      list.push(report)
      this.#reports.set(feed, list)
      if (report.regions !== null) {
        this.#regional.set(feed, Math.min(this.#regional.get(feed) ?? at, at))
      } else {
        const merged = this.#merged.get(feed) ?? []
        insert(merged, [from, until])
        this.#merged.set(feed, merged)
      }
    }
    this.#position = Math.max(this.#position, position)
  }

  head(): Coverage {
    return this.#coverage((feed) => this.#merged.get(feed) ?? [], Infinity)
  }

  asOf(position: number): Coverage {
    const known = new Map<string, Interval[]>()
    return this.#coverage((feed) => {
      let merged = known.get(feed)
      if (!merged) {
        merged = []
        for (const r of this.#reports.get(feed) ?? []) {
          if (r.position <= position && r.regions === null) insert(merged, [r.from, r.until])
        }
        known.set(feed, merged)
      }
      return merged
    }, position)
  }

  #coverage(whole: (feed: string) => readonly Interval[], position: number): Coverage {
    const known = new Map<string, { reports: number; list: readonly Interval[] }>()
    const regional = (feed: string, region: RegionId): readonly Interval[] => {
      const reports = this.#reports.get(feed) ?? []
      const key = `${feed}|${region}`
      const found = known.get(key)
      if (found?.reports === reports.length) return found.list
      const merged: Interval[] = [...whole(feed)].map(([a, b]) => [a, b])
      for (const r of reports) {
        if (r.regions === null || r.position > position) continue
        if (r.regions.some((id) => this.tree.inside(region, id))) insert(merged, [r.from, r.until])
      }
      known.set(key, { reports: reports.length, list: merged })
      return merged
    }
    const isRegional = (feed: string): boolean => {
      const first = this.#regional.get(feed)
      return first !== undefined && first <= position
    }
    const listOf = (feed: string, region: RegionId): readonly Interval[] =>
      isRegional(feed) ? regional(feed, region) : whole(feed)
    return {
      through: (feed, region, from, to) => {
        const list = listOf(feed.id, region)
        const until = list[startedBy(list, from) - 1]?.[1]
        return until !== undefined && until > from ? Math.min(until, to) : null
      },
      lastUntil: (feed, before) => {
        const list = whole(feed.id)
        const until = list[startedBy(list, before - 1) - 1]?.[1]
        return until === undefined ? null : Math.min(until, before)
      },
      spans: (feed, region, from, to) =>
        listOf(feed.id, region).flatMap(([a, b]): Interval[] =>
          a < to && b > from ? [[Math.max(a, from), Math.min(b, to)]] : [],
        ),
      firstFrom: (feed) => whole(feed.id)[0]?.[0] ?? null,
      isRegional: (feed) => isRegional(feed.id),
    }
  }
}

/** How many of the intervals, ascending and disjoint, begin at `instant` or before. */
function startedBy(list: readonly Interval[], instant: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.[0] ?? 0) <= instant) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds an interval to a sorted, disjoint list, joining what touches. */
function insert(list: Interval[], [from, until]: Interval): void {
  let low = list.length
  while (low > 0 && (list[low - 1]?.[1] ?? 0) >= from) low -= 1
  let high = low
  const joined: Interval = [from, until]
  while (high < list.length && (list[high]?.[0] ?? 0) <= until) {
    joined[0] = Math.min(joined[0], list[high]?.[0] ?? from)
    joined[1] = Math.max(joined[1], list[high]?.[1] ?? until)
    high += 1
  }
  list.splice(low, high - low, joined)
}
