import type { Database } from '../db/open.ts'

/** What spoke in a stretch of the log (新到数据). */
export interface Moved {
  /** Ids of feeds that reported values or coverage; null = so much that all may have. */
  feeds: ReadonlySet<string> | null
  /** True when facts of cases came. */
  cases: boolean
  /** True when the pack, a threshold or a target changed. */
  rules: boolean
}

/** A stretch longer than this is not read: whoever asks looks at everything. */
const longest = 5_000

/** Reads which streams moved in (after, through], without opening their facts. */
export function movedFeeds({ sqlite }: Pick<Database, 'sqlite'>) {
  const streams = sqlite.prepare<[number, number], { stream: string; feed: string | null }>(
    `SELECT DISTINCT stream, feed FROM (
       SELECT stream, CASE WHEN stream = 'feed' THEN stream_id END AS ordinal
       FROM log WHERE position > ? AND position <= ?)
     LEFT JOIN feed_number USING (ordinal)`,
  )
  return {
    between: (after: number, through: number): Moved => {
      if (through - after > longest) return { feeds: null, cases: true, rules: true }
      const rows = streams.all(after, through)
      return {
        feeds: new Set(rows.flatMap(({ feed }) => (feed === null ? [] : [feed]))),
        cases: rows.some(({ stream }) => stream === 'case'),
        rules: rows.some(({ stream }) => stream === 'city'),
      }
    },
  }
}
