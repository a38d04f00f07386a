import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 重办: a closed case was opened again. */
export const caseReopened = defineFact({
  type: 'case-reopened',
  stream: 'case',
  body: z.object({ reason: reason.optional() }),
  example: { reason: '诉求人反映未解决' },
})
