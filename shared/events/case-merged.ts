import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 合并: merged into another case of the same source, named by its number. */
export const caseMerged = defineFact({
  type: 'case-merged',
  stream: 'case',
  body: z.object({ into: z.string().min(1).max(80) }),
  example: { into: '2026-000120' },
})
