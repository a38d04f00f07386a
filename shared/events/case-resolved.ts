import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 反馈: the department reported its result. */
export const caseResolved = defineFact({
  type: 'case-resolved',
  stream: 'case',
  body: z.object({}),
  example: {},
})
