import type Sqlite from 'better-sqlite3'

/** Rules by which read models are written; raise it when they change, and files rebuild themselves. */
export const projectionsVersion = 4
const name = `read-models@${projectionsVersion}`

/** How far the read models have read the log (检查点); written in the transaction that moves them. */
export interface Checkpoint {
  /** Position reached under today's rules; null where the file was never read by them. */
  position(): number | null
  move(position: number): void
}

export function checkpointOf(sqlite: Sqlite.Database): Checkpoint {
  const read = sqlite
    .prepare<[string], number>('SELECT position FROM checkpoint WHERE projection = ?')
    .pluck()
  const write = sqlite.prepare('INSERT OR REPLACE INTO checkpoint VALUES (?, ?)')
  return {
    position: () => read.get(name) ?? null,
    move: (position) => void write.run(name, position),
  }
}
