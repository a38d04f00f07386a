import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 督办销号: the supervision ended. */
export const caseSupervisionClosed = defineFact({
  type: 'case-supervision-closed',
  stream: 'case',
  body: z.object({ note: reason.optional() }),
  example: { note: '已督办到位' },
})
