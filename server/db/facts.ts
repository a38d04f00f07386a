import type Sqlite from 'better-sqlite3'
import type { StreamKind } from '../../shared/events/envelope.ts'
import { factKind, isFactType } from '../../shared/events/index.ts'
import type { Fact } from '../../shared/events/index.ts'

/** Reads facts from the log, lifted to their current versions. Every read is bounded. */
export interface FactReader {
  /** At most `limit` facts (10,000 at most) after `position`, in order. */
  after(position: number, limit: number): Fact[]
  /** The facts of one case with positions in (after, through], in order of position. */
  ofCase(caseId: number, after?: number, through?: number): Fact[]
  /** The facts of one stream of alerts up to and including `through`, in order of position. */
  ofAlerts(ordinal: number, through: number): Fact[]
  /** The title beside a fact; null where it has none or it was erased. */
  titleAt(position: number): string | null
}

/** Most facts that one read returns. */
export const readLimit = 10_000

const columns =
  'position, stream, stream_id, type, version, occurred_at, published_at, recorded_at, source, key, pack, body'
type Row = [
  number,
  StreamKind,
  number,
  string,
  number,
  number,
  number,
  number,
  string,
  string,
  number,
  string,
]

/** A reader over one connection; its statements are prepared once. */
export function factReader(sqlite: Sqlite.Database): FactReader {
  const after = sqlite
    .prepare<[number, number], Row>(
      `SELECT ${columns} FROM log WHERE position > ? ORDER BY position LIMIT ?`,
    )
    .raw()
  const ofCase = sqlite
    .prepare<[number, number, number], Row>(
      `SELECT ${columns} FROM log
       WHERE stream = 'case' AND stream_id = ? AND position > ? AND position <= ? ORDER BY position`,
    )
    .raw()
  const ofAlerts = sqlite
    .prepare<[number, number], Row>(
      `SELECT ${columns} FROM log
       WHERE stream = 'alert' AND stream_id = ? AND position <= ? ORDER BY position`,
    )
    .raw()
  const title = sqlite
    .prepare<[number], string | null>('SELECT title FROM fact_text WHERE position = ?')
    .pluck()
  return {
    after: (position, limit) => after.all(position, Math.min(limit, readLimit)).map(factOf),
    ofCase: (caseId, from = 0, through = Number.MAX_SAFE_INTEGER) =>
      ofCase.all(caseId, from, through).map(factOf),
    ofAlerts: (ordinal, through) => ofAlerts.all(ordinal, through).map(factOf),
    titleAt: (position) => title.get(position) ?? null,
  }
}

function factOf(row: Row): Fact {
  const [position, stream, streamId, type, version] = row
  if (!isFactType(type)) throw new Error(`log position ${position} holds an unknown fact: ${type}`)
  const kind = factKind(type)
  const stored: unknown = JSON.parse(row[11])
  return {
    position,
    stream,
    streamId,
    type,
    version: kind.version,
    occurredAt: row[5],
    publishedAt: row[6],
    recordedAt: row[7],
    source: row[8],
    key: row[9],
    pack: row[10],
    body: version < kind.version ? kind.upcast(stored, version) : stored,
  } as Fact
}
