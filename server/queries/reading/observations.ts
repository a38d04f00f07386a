import type { Database } from '../../db/open.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'

/** What a report says of one region: the sum of what lies inside it, and how much of it reported. */
export interface ObservedTotal {
  sum: number
  /** Reporting regions inside it that gave a value, of those named. */
  given: number
  named: number
}

/** One reported period of a measure with its revisions laid over one another (观测期). */
export interface ObservedPeriod {
  from: number
  to: number
  /** Exactly what was reported for a region; null where it was not. */
  own(region: RegionId): number | null
  /** What lies inside a region, added up; null where nothing inside it was named. */
  total(region: RegionId): ObservedTotal | null
  /** How many regions the reports name. */
  size: number
}

/** Reads reported values as of a position. */
export interface Observations {
  /**
   * The periods that begin in [from, to), in order. One that ends after `to` counts with what had
   * been published by `to` (a running total at that time), and not at all before that.
   */
  periods(measure: string, from: number, to: number): readonly ObservedPeriod[]
  /** The last `n` periods that begin before `before`, newest first, with the same rule. */
  latest(measure: string, before: number, n: number): readonly ObservedPeriod[]
  /** The period that begins at `from`, as published by `cut`; none or one. */
  at(measure: string, from: number, cut: number): readonly ObservedPeriod[]
}

/** A report without its values, which are read only when they are not known yet. */
interface Head {
  from: number
  to: number
  position: number
  publishedAt: number
}

interface Row extends Head {
  regions: Buffer
  vals: Buffer
}

const regionsKept = 50_000
/** A running total published this long after an instant still speaks for it. */
export const publishingSlack = 300_000

/** Decodes reports period by period and keeps a few: for lists and for what the mirror cannot say. */
export class ObservationReader {
  readonly #between
  readonly #starts
  readonly #values
  readonly #kept = new Map<string, ObservedPeriod>()
  #weight = 0

  constructor(
    { sqlite }: Database,
    readonly tree: RegionTree,
  ) {
    this.#values = sqlite.prepare<[string, number, number], Pick<Row, 'regions' | 'vals'>>(
      'SELECT regions, vals FROM observation WHERE measure = ? AND from_at = ? AND position = ?',
    )
    this.#between = sqlite.prepare<[string, number, number, number], Head>(
      `SELECT from_at AS "from", to_at AS "to", position, published_at AS publishedAt
       FROM observation
       WHERE measure = ? AND from_at >= ? AND from_at < ? AND position <= ?
       ORDER BY from_at, position`,
    )
    this.#starts = sqlite
      .prepare<[string, number, number, number], number>(
        `SELECT DISTINCT from_at FROM observation
         WHERE measure = ? AND from_at < ? AND position <= ? ORDER BY from_at DESC LIMIT ?`,
      )
      .pluck()
  }

  asOf(through: number): Observations {
    const between = (measure: string, from: number, to: number, cut: number) => {
      const byStart = new Map<number, Head[]>()
      for (const row of this.#between.all(measure, from, to, through)) {
        if (row.to > cut && row.publishedAt > cut + publishingSlack) continue
        const rows = byStart.get(row.from)
        if (rows) rows.push(row)
        else byStart.set(row.from, [row])
      }
      return [...byStart.values()].map((rows) => this.#period(measure, rows))
    }
    return {
      periods: (measure, from, to) => between(measure, from, to, to),
      latest: (measure, before, n) =>
        this.#starts
          .all(measure, before, through, n + 1)
          .flatMap((start) => between(measure, start, start + 1, before))
          .slice(0, n),
      at: (measure, from, cut) => between(measure, from, from + 1, cut),
    }
  }

  #period(measure: string, heads: readonly Head[]): ObservedPeriod {
    const last = heads.at(-1) as Head
    const key = `${measure}|${last.from}|${last.position}|${heads.length}`
    const known = this.#kept.get(key)
    if (known) return known
    const rows = heads.flatMap((head): Row[] => {
      const values = this.#values.get(measure, head.from, head.position)
      return values ? [{ ...head, ...values }] : []
    })
    const period = overlay(rows, this.tree)
    this.#kept.set(key, period)
    this.#weight += period.size
    for (const [oldest, entry] of this.#kept) {
      if (this.#weight <= regionsKept) break
      this.#kept.delete(oldest)
      this.#weight -= entry.size
    }
    return period
  }
}

/** Lays later reports over earlier ones, region by region; kept in preorder, so inside is a range. */
function overlay(rows: readonly Row[], tree: RegionTree): ObservedPeriod {
  const first = rows[0] as Row
  const last = rows.at(-1) as Row
  const latest = new Map<RegionId, number>()
  for (const row of rows) {
    const regions = new Int32Array(copy(row.regions))
    const values = new Float64Array(copy(row.vals))
    regions.forEach((region, i) => {
      const value = values[i] ?? NaN
      if (!Number.isNaN(value) || !latest.has(region)) latest.set(region, value)
    })
  }
  const known = [...latest].filter(([region]) => tree.find(region) !== undefined)
  const placed = known
    .map(([region, value]) => ({ pre: tree.interval(region)[0], region, value }))
    .sort((a, b) => a.pre - b.pre)
  const pre = Int32Array.from(placed, (p) => p.pre)
  const values = Float64Array.from(placed, (p) => p.value)
  return {
    from: first.from,
    to: last.to,
    size: pre.length,
    own: (region) => {
      const value = latest.get(region)
      return value === undefined || Number.isNaN(value) ? null : value
    },
    total: (region) => {
      const [start, end] = tree.interval(region)
      const total = { sum: 0, given: 0, named: 0 }
      for (let i = lowerBound(pre, start); i < pre.length && (pre[i] ?? end) < end; i += 1) {
        const value = values[i] ?? NaN
        total.named += 1
        if (Number.isNaN(value)) continue
        total.given += 1
        total.sum += value
      }
      return total.named === 0 ? null : total
    },
  }
}

/** First index whose value is not below `wanted`. */
function lowerBound(sorted: Int32Array, wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

const copy = (blob: Buffer): ArrayBuffer =>
  blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength) as ArrayBuffer
