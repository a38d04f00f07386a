import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 处置: work began. */
export const caseHandlingStarted = defineFact({
  type: 'case-handling-started',
  stream: 'case',
  body: z.object({}),
  example: {},
})
