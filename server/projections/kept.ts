import type { Fact } from '../../shared/events/index.ts'
import type { kept, reportFile } from '../db/tables.ts'

export type KeptRow = typeof kept.$inferSelect
export type ReportFileRow = typeof reportFile.$inferSelect

const kinds = {
  'question-saved': 'question',
  'question-removed': 'question',
  'report-saved': 'report',
  'report-removed': 'report',
} as const
type KeptFact = Extract<Fact, { type: keyof typeof kinds }>

export const isKeptFact = (fact: Fact): fact is KeptFact => fact.type in kinds

/** What a fact says of a saved question or report (已存): its content, or null where it was removed. */
export function keptRow(fact: KeptFact): KeptRow {
  const { position, occurredAt, body, type } = fact
  const saved = type === 'question-saved' || type === 'report-saved'
  return {
    ...{ position, kind: kinds[type], id: body.id, recordedAt: occurredAt },
    content: saved ? JSON.stringify(body) : null,
  }
}

/** A produced file (已生成). */
export function reportFileRow({
  position,
  occurredAt,
  body,
}: Extract<Fact, { type: 'report-produced' }>): ReportFileRow {
  return { position, ...body, at: occurredAt }
}
