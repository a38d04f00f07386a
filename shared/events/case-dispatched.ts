import { z } from 'zod'
import { defineFact, instant, limit, takeBy } from './envelope.ts'

/** 派遣: handed to a department with the limit and deadlines resolved for it; later pack changes do not move them. */
export const caseDispatched = defineFact({
  type: 'case-dispatched',
  stream: 'case',
  body: z.object({
    department: z.string(),
    limit: limit.nullable(),
    disposalDeadline: instant.nullable(),
    closingDeadline: instant.nullable(),
    /** The source left the limit to us, and it is that of this type; true = no type was known, so it is open. */
    byType: z.union([z.literal(true), z.string()]).optional(),
    takeBy,
  }),
  same: (a, b) => {
    if (a.department !== b.department) return false
    if (a.byType && b.byType) return true
    const terms = (body: typeof a) => [body.limit, body.disposalDeadline, body.closingDeadline]
    return JSON.stringify(terms(a)) === JSON.stringify(terms(b))
  },
  example: {
    department: 'sanitation',
    limit: { amount: 4, unit: 'work-hour' },
    disposalDeadline: 1795325400000,
    closingDeadline: 1795411800000,
    takeBy: { limit: { amount: 2, unit: 'work-hour' }, deadline: 1795318200000 },
  },
})
