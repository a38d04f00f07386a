import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 立案: registered; carries the dispatch deadline resolved for it. */
export const caseRegistered = defineFact({
  type: 'case-registered',
  stream: 'case',
  body: z.object({ dispatchDeadline: instant.nullable() }),
  example: { dispatchDeadline: 1795314600000 },
})
