import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 作废: cancelled. */
export const caseCancelled = defineFact({
  type: 'case-cancelled',
  stream: 'case',
  body: z.object({ reason: reason.optional() }),
  example: { reason: '重复录入' },
})
