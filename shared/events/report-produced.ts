import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 报告生成: the file of one period lies on disk; its key is report and period, so there is never a second. */
export const reportProduced = defineFact({
  type: 'report-produced',
  stream: 'city',
  body: z.object({
    report: z.string(),
    period: z.string(),
    /** Inside the data folder. */
    file: z.string(),
    /** SHA-256 of the file, hex. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  example: {
    report: 'report-0a1b2c3d4e5f',
    period: '2026-10',
    file: 'reports/report-0a1b2c3d4e5f/2026-10.pdf',
    hash: 'a'.repeat(64),
  },
})
