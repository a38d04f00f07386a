import { z } from 'zod'
import { alertRule, alertWindow } from './alert-parts.ts'
import { defineFact, regionId } from './envelope.ts'

/** 预警升级 or 降级: an open alert moved between yellow and red. `alert` = position of `alert-raised`. */
export const alertLevelChanged = defineFact({
  type: 'alert-level-changed',
  stream: 'alert',
  body: z.object({
    alert: z.number().int().positive(),
    indicator: z.string(),
    region: regionId,
    level: z.enum(['yellow', 'red']),
    value: z.number(),
    rule: alertRule,
    window: alertWindow,
    judgedAt: z.number().int().nonnegative(),
  }),
  example: {
    alert: 81240,
    indicator: 'overview.close_ontime_rate',
    region: 2,
    level: 'red',
    value: 84.1,
    rule: {
      kind: 'absolute',
      unit: 'value',
      side: 'low',
      inclusive: false,
      line: 85,
      tested: 84.1,
      base: null,
    },
    window: { from: 1795276800000, to: 1795318200000, label: '今日' },
    judgedAt: 81934,
  },
})
