import { z } from 'zod'
import { defineFact, instant, limit } from './envelope.ts'

/** 派遣: handed to a department with the limit and deadlines resolved for it; later pack changes do not move them. */
export const caseDispatched = defineFact({
  type: 'case-dispatched',
  stream: 'case',
  body: z.object({
    department: z.string(),
    limit: limit.nullable(),
    disposalDeadline: instant.nullable(),
    closingDeadline: instant.nullable(),
  }),
  example: {
    department: 'sanitation',
    limit: { amount: 4, unit: 'work-hour' },
    disposalDeadline: 1795325400000,
    closingDeadline: 1795411800000,
  },
})
