import { kindOf, type WarningFact } from '../../shared/warnings/fold.ts'
import type { warning, warningReference } from '../db/tables.ts'

export type WarningMessageRow = typeof warning.$inferSelect
export type WarningReferenceRow = typeof warningReference.$inferSelect

/** What one message adds; it changes no other row, so order of arrival leaves no trace. */
export interface WarningDelta {
  row: WarningMessageRow
  references: WarningReferenceRow[]
}

/** The rows of a message of a public warning (公共预警). */
export function warningDelta({ type, position, body }: WarningFact): WarningDelta {
  const { sender, identifier, sentAt, status, infos } = body
  return {
    row: {
      ...{ position, sender, identifier, sentAt, status, kind: kindOf(type) },
      untilAt: infos.length === 0 ? null : Math.max(...infos.map(({ until }) => until)),
      message: JSON.stringify(body),
    },
    references: body.references.map((reference, ordinal) => ({ position, ordinal, ...reference })),
  }
}
