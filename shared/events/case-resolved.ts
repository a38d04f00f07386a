import { z } from 'zod'
import { attachments } from '../cases/attachment.ts'
import { defineFact } from './envelope.ts'

/** 反馈: the department reported its result. */
export const caseResolved = defineFact({
  type: 'case-resolved',
  stream: 'case',
  body: z.object({ attachments }),
  example: {
    attachments: [{ hash: 'a'.repeat(64), name: '现场.jpg', type: 'image/jpeg', bytes: 81234 }],
  },
})
