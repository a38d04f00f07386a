import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 合并: merged into another case, named by its number and, where it is another, its source. */
export const caseMerged = defineFact({
  type: 'case-merged',
  stream: 'case',
  body: z.object({
    into: z.string().min(1).max(80),
    intoSource: z.string().min(1).max(60).optional(),
  }),
  example: { into: '2026-000120' },
})
