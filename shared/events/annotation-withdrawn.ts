import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 批注撤回: from this position on it is no longer shown; answers as of before still show it. */
export const annotationWithdrawn = defineFact({
  type: 'annotation-withdrawn',
  stream: 'city',
  body: z.object({ annotation: z.string().min(1).max(60), by: z.string() }),
  example: { annotation: 'note-0a1b2c3d4e5f', by: 'demo-analyst' },
})
