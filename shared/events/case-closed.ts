import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 结案: closed. */
export const caseClosed = defineFact({
  type: 'case-closed',
  stream: 'case',
  body: z.object({}),
  example: {},
})
