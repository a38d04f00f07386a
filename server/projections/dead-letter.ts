import type { Fact } from '../../shared/events/index.ts'
import type { deadLetterStep } from '../db/tables.ts'

export type DeadLetterStepRow = typeof deadLetterStep.$inferSelect
type LetterFact = Extract<Fact, { type: 'dead-letter-replayed' | 'dead-letter-dropped' }>

export const isLetterFact = (fact: Fact): fact is LetterFact =>
  fact.type === 'dead-letter-replayed' || fact.type === 'dead-letter-dropped'

/** What a person did with a dead letter (死信处置). */
export function deadLetterRow(fact: LetterFact): DeadLetterStepRow {
  const { letter, by } = fact.body
  const head = { position: fact.position, letter, at: fact.occurredAt, by }
  if (fact.type === 'dead-letter-dropped')
    return { ...head, outcome: 'dropped', source: null, key: null, reasons: '[]', edited: 0 }
  const { outcome, source, key, reasons, edited } = fact.body
  return {
    ...head,
    ...{ outcome, source, key, reasons: JSON.stringify(reasons), edited: edited ? 1 : 0 },
  }
}
