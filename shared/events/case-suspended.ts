import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 挂账: the clock stopped. */
export const caseSuspended = defineFact({
  type: 'case-suspended',
  stream: 'case',
  body: z.object({ reason: reason.optional() }),
  example: { reason: '待管线产权单位确认' },
})
