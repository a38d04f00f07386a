import type { Fact } from '../../shared/events/index.ts'
import type { annotation } from '../db/tables.ts'

export type AnnotationRow = typeof annotation.$inferSelect
type AnnotationFact = Extract<Fact, { type: 'annotation-added' | 'annotation-withdrawn' }>

export const isAnnotationFact = (fact: Fact): fact is AnnotationFact =>
  fact.type === 'annotation-added' || fact.type === 'annotation-withdrawn'

/** What a fact says of an annotation (批注): its content, or null where it was withdrawn. */
export function annotationRow(fact: AnnotationFact): AnnotationRow {
  const { position, occurredAt, body } = fact
  const row = { position, id: body.annotation, recordedAt: occurredAt }
  return { ...row, content: fact.type === 'annotation-added' ? JSON.stringify(body) : null }
}
