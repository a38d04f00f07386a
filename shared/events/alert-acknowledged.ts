import { z } from 'zod'
import { defineFact, regionId } from './envelope.ts'

/** 预警确认: a person has seen the alert. Its note is free text and lies beside the log. */
export const alertAcknowledged = defineFact({
  type: 'alert-acknowledged',
  stream: 'alert',
  body: z.object({
    alert: z.number().int().positive(),
    indicator: z.string(),
    region: regionId,
    /** The asker's id, and the name it had. */
    by: z.string(),
    byName: z.string(),
  }),
  example: {
    alert: 81240,
    indicator: 'overview.close_ontime_rate',
    region: 2,
    by: 'demo-leader',
    byName: '演示领导',
  },
})
