import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 评价: the citizen rated the result. */
export const caseRated = defineFact({
  type: 'case-rated',
  stream: 'case',
  body: z.object({ rating: z.enum(['satisfied', 'basically-satisfied', 'dissatisfied']) }),
  example: { rating: 'satisfied' },
})
