import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 延期: an extension was granted; carries the new deadlines. */
export const caseExtended = defineFact({
  type: 'case-extended',
  stream: 'case',
  body: z.object({ disposalDeadline: instant, closingDeadline: instant }),
  example: { disposalDeadline: 1795584600000, closingDeadline: 1795671000000 },
})
