import { z } from 'zod'
import { attachments } from '../cases/attachment.ts'
import { defineFact } from './envelope.ts'

/** 核查: the result was verified. */
export const caseVerified = defineFact({
  type: 'case-verified',
  stream: 'case',
  body: z.object({ attachments }),
  example: {},
})
