import type { StreamKind } from '../../shared/events/envelope.ts'
import type { Database } from '../db/open.ts'

/** A fact as it is stored, to be compared with one that may say the same. */
export interface KnownFact {
  position: number
  stream: StreamKind
  streamId: number
  type: string
  version: number
  occurredAt: number
  body: string
}

/** A type that a case was given. */
export interface TypeTold {
  at: number
  type: string
  how: 'reported' | 'retyped'
}

/** What the log holds under a key (已收事实), without reading a case. */
export interface KnownFacts {
  find(source: string, key: string): KnownFact | null
  caseIdOf(source: string, number: string): number | null
  /** The types that a case was given so far, by its report and by retypings (改类). */
  typesOfCase(source: string, number: string): readonly TypeTold[]
}

export function knownFacts({ sqlite }: Pick<Database, 'sqlite'>): KnownFacts {
  const fact = sqlite.prepare<[string, string], KnownFact>(
    `SELECT position, stream, stream_id AS streamId, type, version, occurred_at AS occurredAt, body
     FROM log WHERE source = ? AND key = ?`,
  )
  const caseId = sqlite
    .prepare<[string, string], number>(
      'SELECT case_id FROM case_number WHERE source = ? AND number = ?',
    )
    .pluck()
  const types = sqlite.prepare<[string, string], TypeTold>(
    `SELECT occurred_at AS at, body ->> 'type' AS type, substr(log.type, 6) AS how
     FROM case_number JOIN log ON stream = 'case' AND stream_id = case_id
     WHERE case_number.source = ? AND number = ? AND log.type IN ('case-reported', 'case-retyped')`,
  )
  return {
    find: (source, key) => fact.get(source, key) ?? null,
    caseIdOf: (source, number) => caseId.get(source, number) ?? null,
    typesOfCase: (source, number) => types.all(source, number),
  }
}
