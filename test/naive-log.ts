import type { Database } from '../server/db/open.ts'
import type { Fact } from '../shared/events/index.ts'

interface Stored {
  position: number
  stream: string
  stream_id: number
  type: string
  occurred_at: number
  published_at: number
  source: string
  key: string
  body: string
}

export interface NaiveObservation {
  feed: string
  from: number
  to: number
  publishedAt: number
  regions: number[]
  values: Record<string, (number | null)[]>
}

export interface NaiveCoverage {
  feed: string
  regions: number[] | null
  from: number
  until: number
}

/** Everything that the log says, read row by row. */
export interface NaiveLog {
  observations: NaiveObservation[]
  coverage: NaiveCoverage[]
  /** Facts of each case, in the order in which they came. */
  cases: Map<number, Fact[]>
}

/** Reads the raw facts from the log table and from nothing else. */
export function naiveLog({ sqlite }: Pick<Database, 'sqlite'>): NaiveLog {
  const all: NaiveLog = { observations: [], coverage: [], cases: new Map() }
  const rows = sqlite.prepare<[], Stored>('SELECT * FROM log ORDER BY position').all()
  for (const row of rows) {
    const body = JSON.parse(row.body) as never
    if (row.type === 'observations-reported')
      all.observations.push({ ...(body as NaiveObservation), publishedAt: row.published_at })
    else if (row.type === 'coverage-reported') all.coverage.push(body as NaiveCoverage)
    else if (row.stream === 'case') {
      const { position, type, source, key } = row
      const times = { occurredAt: row.occurred_at, publishedAt: row.published_at }
      const fact = { position, type, source, key, ...times, body } as unknown as Fact
      const facts = all.cases.get(row.stream_id)
      if (facts) facts.push(fact)
      else all.cases.set(row.stream_id, [fact])
    }
  }
  return all
}
