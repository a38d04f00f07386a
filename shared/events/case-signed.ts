import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 签收: the department took the order. */
export const caseSigned = defineFact({
  type: 'case-signed',
  stream: 'case',
  body: z.object({ department: z.string().optional() }),
  example: { department: 'sanitation' },
})
