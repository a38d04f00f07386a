import { z } from 'zod'
import { reportContent } from '../reports/report.ts'
import { defineFact } from './envelope.ts'

/** 报告保存: an order of blocks kept under a name; of one id the last counts. */
export const reportSaved = defineFact({
  type: 'report-saved',
  stream: 'city',
  body: reportContent.extend({
    id: z.string(),
    by: z.string(),
    byName: z.string(),
    /** The roots of what who saved it may see. */
    regions: z.array(z.number().int().positive()),
  }),
  example: {
    id: 'report-0a1b2c3d4e5f',
    name: '城市运行月度通报',
    template: 'monthly',
    blocks: [{ kind: 'text', text: '请各单位对照整改。' }],
    paper: 'A4',
    schedule: 'monthly',
    by: 'demo-analyst',
    byName: '演示分析员',
    regions: [1],
  },
})
