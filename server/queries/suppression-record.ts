import type { MeasureReader } from '../../shared/indicators/reading.ts'
import type {
  Publication,
  PublicationMemory,
  PublicationRecord,
  TableSource,
} from '../../shared/indicators/suppression-record.ts'
import type { Database } from '../db/open.ts'

/** A day's 30 periods of every sensitive family, at a few positions. */
const publicationsKept = 8_000

/** Reads from the log when sensitive tables were complete and corrected (公布记录). One connection. */
export class PublicationRecords {
  readonly #spoke
  readonly #covered
  readonly #reports
  readonly #starts
  readonly #complete = new Map<string, number>()
  readonly #memory = publicationMemory()

  constructor({ sqlite }: Database) {
    const positions = (sql: string) => sqlite.prepare<unknown[], number | null>(sql).pluck()
    this.#spoke = positions(
      `SELECT max(position) FROM log WHERE stream = 'feed' AND position <= ?
       AND stream_id = (SELECT ordinal FROM feed_number WHERE feed = ?)`,
    )
    this.#covered = sqlite
      .prepare<[string, number, number], [number, number, number]>(
        `SELECT position, from_at, until_at FROM coverage
         WHERE feed = ? AND regions IS NULL AND until_at > ? AND from_at < ? ORDER BY position`,
      )
      .raw()
    this.#reports = positions(
      `SELECT DISTINCT position FROM observation
       WHERE measure = ? AND from_at >= ? AND from_at < ? AND position > ? AND position <= ?`,
    )
    this.#starts = positions(
      `SELECT DISTINCT from_at FROM observation
       WHERE measure = ? AND from_at < ? AND position <= ? ORDER BY from_at DESC LIMIT 2`,
    )
  }

  /** The record as it stood at `position`; `readerAt` reads measures at earlier ones. */
  asOf(position: number, readerAt: (position: number) => MeasureReader): PublicationRecord {
    const stamps = new Map<string, number>()
    const readers = new Map<number, MeasureReader>()
    return {
      memory: this.#memory,
      stamp: (feeds) => Math.max(0, ...feeds.map((feed) => this.#stamp(feed, position, stamps))),
      completeAt: (feeds, from, to) => {
        const all = feeds.map((feed) => this.#completeAt(feed, from, to))
        const last = Math.max(...all)
        return last <= position ? last : null
      },
      reportsAfter: (since, sources) => {
        const found = sources.flatMap((source) => this.#reportsOf(source, since, position))
        return [...new Set(found)].sort((a, b) => a - b)
      },
      readerAt: (at) => {
        let reader = readers.get(at)
        if (!reader) readers.set(at, (reader = readerAt(at)))
        return reader
      },
    }
  }

  #stamp(feed: string, position: number, known: Map<string, number>): number {
    let stamp = known.get(feed)
    if (stamp === undefined) known.set(feed, (stamp = this.#spoke.get(position, feed) ?? 0))
    return stamp
  }

  /** Infinity while some of the span is not covered for the whole city. */
  #completeAt(feed: string, from: number, to: number): number {
    const key = `${feed}|${from}|${to}`
    const known = this.#complete.get(key)
    if (known !== undefined) return known
    const spans: [number, number][] = []
    for (const [position, start, until] of this.#covered.all(feed, from, to)) {
      spans.push([start, until])
      if (!covers(spans, from, to)) continue
      // What the log once knew it has always known: this never changes again.
      this.#complete.set(key, position)
      return position
    }
    return Infinity
  }

  #reportsOf({ measure, from, to, level }: TableSource, since: number, through: number): number[] {
    const starts = level ? this.#starts.all(measure, to, through) : [from]
    const first = Math.min(...starts.map((start) => start ?? from), from)
    return this.#reports
      .all(measure, first, to, since, through)
      .filter((position) => position !== null)
  }
}

function covers(spans: readonly (readonly [number, number])[], from: number, to: number): boolean {
  let reached = from
  for (const [start, until] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start > reached) return false
    reached = Math.max(reached, until)
  }
  return reached >= to
}

function publicationMemory(): PublicationMemory {
  const scopes = new WeakMap<object, Map<string, Publication | null>>()
  return {
    get: (scope, key) => scopes.get(scope)?.get(key),
    set: (scope, key, publication) => {
      const kept = scopes.get(scope) ?? new Map<string, Publication | null>()
      scopes.set(scope, kept)
      kept.set(key, publication)
      const oldest = kept.keys().next().value
      if (kept.size > publicationsKept && oldest !== undefined) kept.delete(oldest)
    },
  }
}
