import type Sqlite from 'better-sqlite3'
import type { StreamRef } from './entry.ts'

/** A stream with its number; a new one gets its row with its first accepted fact. */
export interface Stream {
  id: number
  isNew: boolean
}

/** Turns stream names into numbers within one batch. */
export interface StreamBook {
  /** Greatest case id before the batch: what is beyond it is new. */
  lastKnownCase: number
  find(ref: StreamRef): Stream
  /** Writes the number of a new stream, once. */
  keep(ref: StreamRef, stream: Stream): void
  /** Position of the stream's last fact; 0 = none. */
  version(ref: StreamRef, stream: Stream): number
}

/** Makes a book for each batch; statements are prepared once per connection. */
export function streamBooks(sqlite: Sqlite.Database): () => StreamBook {
  const number = (sql: string) => sqlite.prepare<unknown[], number | null>(sql).pluck()
  const caseOf = number('SELECT case_id FROM case_number WHERE source = ? AND number = ?')
  const lastCase = number('SELECT max(case_id) FROM case_number')
  const keepCase = sqlite.prepare(
    'INSERT INTO case_number (case_id, source, number) VALUES (?,?,?)',
  )
  const feedOf = number('SELECT ordinal FROM feed_number WHERE feed = ?')
  const lastFeed = number('SELECT max(ordinal) FROM feed_number')
  const keepFeed = sqlite.prepare('INSERT INTO feed_number (ordinal, feed) VALUES (?,?)')
  const alertOf = number('SELECT ordinal FROM alert_number WHERE indicator = ? AND region = ?')
  const lastAlert = number('SELECT max(ordinal) FROM alert_number')
  const keepAlert = sqlite.prepare(
    'INSERT INTO alert_number (ordinal, indicator, region) VALUES (?,?,?)',
  )
  const version = number('SELECT max(position) FROM log WHERE stream = ? AND stream_id = ?')

  return () => {
    const known = new Map<string, Stream>()
    const lastKnownCase = lastCase.get() ?? 0
    let nextCase = lastKnownCase + 1
    let nextFeed = (lastFeed.get() ?? 0) + 1
    let nextAlert = (lastAlert.get() ?? 0) + 1

    const knownAs = (ref: Exclude<StreamRef, { kind: 'city' }>) => {
      if (ref.kind === 'case') return caseOf.get(ref.source, ref.number)
      if (ref.kind === 'feed') return feedOf.get(ref.feed)
      return alertOf.get(ref.indicator, ref.region)
    }
    const look = (ref: StreamRef): Stream => {
      if (ref.kind === 'city') return { id: 0, isNew: false }
      const id = knownAs(ref)
      if (id != null) return { id, isNew: false }
      const next = { case: () => nextCase++, feed: () => nextFeed++, alert: () => nextAlert++ }
      return { id: next[ref.kind](), isNew: true }
    }
    return {
      lastKnownCase,
      find: (ref) => {
        const name = nameOf(ref)
        let stream = known.get(name)
        if (stream === undefined) known.set(name, (stream = look(ref)))
        return stream
      },
      keep: (ref, stream) => {
        if (!stream.isNew) return
        stream.isNew = false
        if (ref.kind === 'case') keepCase.run(stream.id, ref.source, ref.number)
        else if (ref.kind === 'feed') keepFeed.run(stream.id, ref.feed)
        else if (ref.kind === 'alert') keepAlert.run(stream.id, ref.indicator, ref.region)
      },
      version: (ref, stream) => (stream.isNew ? 0 : (version.get(ref.kind, stream.id) ?? 0)),
    }
  }
}

function nameOf(ref: StreamRef): string {
  if (ref.kind === 'case') return `case\n${ref.source}\n${ref.number}`
  if (ref.kind === 'alert') return `alert\n${ref.indicator}\n${ref.region}`
  return ref.kind === 'feed' ? `feed\n${ref.feed}` : 'city'
}
