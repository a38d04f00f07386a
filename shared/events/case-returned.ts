import { z } from 'zod'
import { attachments } from '../cases/attachment.ts'
import { defineFact, reason } from './envelope.ts'

/** 回退: the department sent the order back. */
export const caseReturned = defineFact({
  type: 'case-returned',
  stream: 'case',
  body: z.object({ reason: reason.optional(), attachments }),
  example: { reason: '非本单位职责' },
})
