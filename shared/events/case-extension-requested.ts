import { z } from 'zod'
import { defineFact, instant, reason } from './envelope.ts'

/** 申请延期: the department asks for a later disposal deadline; the clocks run on until it is granted. */
export const caseExtensionRequested = defineFact({
  type: 'case-extension-requested',
  stream: 'case',
  body: z.object({ disposalDeadline: instant, reason: reason.optional() }),
  example: { disposalDeadline: 1795584600000, reason: '需等待管线图纸' },
})
