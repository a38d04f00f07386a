import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 恢复: the clock runs again; the deadlines move by the time that stood still. */
export const caseResumed = defineFact({
  type: 'case-resumed',
  stream: 'case',
  body: z.object({}),
  example: {},
})
