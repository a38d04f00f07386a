import type { Feed, RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Database } from '../../db/open.ts'

interface Report {
  position: number
  from: number
  until: number
  regions: readonly RegionId[] | null
}

type Interval = [from: number, until: number]

/** Which spans each feed has covered (覆盖), as of a position. */
export interface Coverage {
  /** How far the feed covers without a gap from `from` on, at most `to`; null = not even `from`. */
  through(feed: Feed, region: RegionId, from: number, to: number): number | null
  /** End of the latest span covered by `before`; null = none. */
  lastUntil(feed: Feed, before: number): number | null
}

/** Follows the coverage table; reports are few and stay in memory. */
export class CoverageIndex {
  readonly #reports = new Map<string, Report[]>()
  readonly #merged = new Map<string, Interval[]>()
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
      if (report.regions === null) {
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
    const regional = (feed: string, region: RegionId): Interval[] => {
      const merged: Interval[] = [...whole(feed)].map(([a, b]) => [a, b])
      for (const r of this.#reports.get(feed) ?? []) {
        if (r.regions === null || r.position > position) continue
        if (r.regions.some((id) => this.tree.inside(region, id))) insert(merged, [r.from, r.until])
      }
      return merged
    }
    const hasRegional = (feed: string): boolean =>
      (this.#reports.get(feed) ?? []).some((r) => r.regions !== null && r.position <= position)
    return {
      through: (feed, region, from, to) => {
        const list = hasRegional(feed.id) ? regional(feed.id, region) : whole(feed.id)
        const interval = list.find(([a, b]) => a <= from && b > from)
        return interval ? Math.min(interval[1], to) : null
      },
      lastUntil: (feed, before) => {
        let last: number | null = null
        for (const [from, until] of whole(feed.id)) {
          if (from < before) last = Math.max(last ?? 0, Math.min(until, before))
        }
        return last
      },
    }
  }
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
