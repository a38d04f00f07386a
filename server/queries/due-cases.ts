import type { Fact } from '../../shared/events/index.ts'
import { factReader } from '../db/facts.ts'
import type { Database } from '../db/open.ts'

/** A case that time may have changed, with all its facts. */
export interface DueCase {
  caseId: number
  source: string
  number: string
  facts: Fact[]
}

/** The cases whose timer has run out, the longest due first. */
export interface DueCases {
  by(instant: number, most: number): DueCase[]
}

export function dueCases({ sqlite }: Pick<Database, 'sqlite'>): DueCases {
  const due = sqlite.prepare<[number, number], Omit<DueCase, 'facts'>>(
    `SELECT case_id AS caseId, source, number FROM case_state
     WHERE timer_at <= ? ORDER BY timer_at LIMIT ?`,
  )
  const facts = factReader(sqlite)
  return {
    by: (instant, most) =>
      due.all(instant, most).map((c) => ({ ...c, facts: facts.ofCase(c.caseId) })),
  }
}
