import { z } from 'zod'
import { defineFact, limit, severity } from './envelope.ts'

/** 改类: the type was corrected; what is not yet due is clocked by `limit` from its dispatch. */
export const caseRetyped = defineFact({
  type: 'case-retyped',
  stream: 'case',
  body: z.object({
    type: z.string(),
    severity: severity.optional(),
    limit: limit.nullable().optional(),
  }),
  example: { type: '0103', severity: 4, limit: { amount: 2, unit: 'work-day' } },
})
