import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 不予延期: the request was turned down; the deadlines stay. */
export const caseExtensionRefused = defineFact({
  type: 'case-extension-refused',
  stream: 'case',
  body: z.object({ reason: reason.optional() }),
  example: { reason: '不符合延期条件' },
})
