import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 不予受理: not taken on. */
export const caseDeclined = defineFact({
  type: 'case-declined',
  stream: 'case',
  body: z.object({ reason: reason.optional() }),
  example: { reason: '不属于受理范围' },
})
