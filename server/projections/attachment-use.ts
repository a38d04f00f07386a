import { attachmentsOf } from '../../shared/cases/attachments-of.ts'
import type { Fact } from '../../shared/events/index.ts'
import type { attachmentUse } from '../db/tables.ts'

export type AttachmentUseRow = typeof attachmentUse.$inferSelect

/** The files that a fact of a case refers to (附件引用). */
export const attachmentUses = (fact: Fact): AttachmentUseRow[] =>
  attachmentsOf(fact).map(({ hash }) => ({
    hash,
    position: fact.position,
    caseId: fact.streamId,
  }))
