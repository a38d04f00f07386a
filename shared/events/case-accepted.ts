import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 受理: taken on; carries the registration deadline resolved for it. */
export const caseAccepted = defineFact({
  type: 'case-accepted',
  stream: 'case',
  body: z.object({ registerDeadline: instant.nullable() }),
  example: { registerDeadline: 1795312800000 },
})
