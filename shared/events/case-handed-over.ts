import { z } from 'zod'
import { defineFact, takeBy } from './envelope.ts'

/** 转办: handed over between channels (110 ↔ 12345). */
export const caseHandedOver = defineFact({
  type: 'case-handed-over',
  stream: 'case',
  body: z.object({ from: z.string(), to: z.string(), takeBy }),
  same: (a, b) => a.from === b.from && a.to === b.to,
  example: {
    from: 'police-110',
    to: 'hotline',
    takeBy: { limit: { amount: 30, unit: 'minute' }, deadline: 1795325400000 },
  },
})
