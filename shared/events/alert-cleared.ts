import { z } from 'zod'
import { alertWindow } from './alert-parts.ts'
import { defineFact, regionId } from './envelope.ts'

/**
 * 预警解除: the value is back on the good side; `by` says how: beyond the margin, normal for long
 * enough, or the rule itself was withdrawn.
 */
export const alertCleared = defineFact({
  type: 'alert-cleared',
  stream: 'alert',
  body: z.object({
    alert: z.number().int().positive(),
    indicator: z.string(),
    region: regionId,
    value: z.number().nullable(),
    window: alertWindow,
    by: z.enum(['margin', 'hold', 'rule-withdrawn']),
    judgedAt: z.number().int().nonnegative(),
  }),
  example: {
    alert: 81240,
    indicator: 'overview.close_ontime_rate',
    region: 2,
    value: 96.3,
    window: { from: 1795276800000, to: 1795325400000, label: '今日' },
    by: 'margin',
    judgedAt: 83001,
  },
})
