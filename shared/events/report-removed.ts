import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 报告删除: it is no longer found nor produced; its files stay. */
export const reportRemoved = defineFact({
  type: 'report-removed',
  stream: 'city',
  body: z.object({ id: z.string(), by: z.string() }),
  example: { id: 'report-0a1b2c3d4e5f', by: 'demo-analyst' },
})
