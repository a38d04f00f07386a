import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 转办: handed over between channels (110 ↔ 12345). */
export const caseHandedOver = defineFact({
  type: 'case-handed-over',
  stream: 'case',
  body: z.object({ from: z.string(), to: z.string() }),
  example: { from: 'police-110', to: 'hotline' },
})
