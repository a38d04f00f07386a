import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 问题删除: from this position on it is no longer found. */
export const questionRemoved = defineFact({
  type: 'question-removed',
  stream: 'city',
  body: z.object({ id: z.string(), by: z.string() }),
  example: { id: 'question-0a1b2c3d4e5f', by: 'demo-analyst' },
})
