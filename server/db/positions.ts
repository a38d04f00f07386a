import type Sqlite from 'better-sqlite3'

/** The positions that answers may be given as of: the ends of committed batches. */
export interface Positions {
  /** Last position of the log; 0 while it is empty. */
  head(): number
  /** Greatest commit position ≤ `position`; 0 where there is none. */
  floor(position: number): number
  /** Last commit that knew nothing published after `instant` (UTC ms); null where there is none. */
  at(instant: number): number | null
}

/** A reader over one connection; its statements are prepared once. */
export function commitPositions(sqlite: Sqlite.Database): Positions {
  const head = sqlite.prepare<[], number | null>('SELECT max(position) FROM commits').pluck()
  const floor = sqlite
    .prepare<[number], number | null>('SELECT max(position) FROM commits WHERE position <= ?')
    .pluck()
  // Commits before the first published fact (the adoption of the pack) know nothing of the city.
  const at = sqlite
    .prepare<[number], number>(
      `SELECT position FROM commits WHERE published_through > 0 AND published_through <= ?
       ORDER BY published_through DESC, position DESC LIMIT 1`,
    )
    .pluck()
  return {
    head: () => head.get() ?? 0,
    floor: (position) => floor.get(position) ?? 0,
    at: (instant) => at.get(instant) ?? null,
  }
}
