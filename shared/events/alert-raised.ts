import { z } from 'zod'
import { alertRule, alertWindow } from './alert-parts.ts'
import { defineFact, regionId } from './envelope.ts'

/**
 * 预警触发: an indicator of a region crossed its threshold. `judgedAt` is the position of the log that
 * it was judged as of; the alert is known by the position of this fact.
 */
export const alertRaised = defineFact({
  type: 'alert-raised',
  stream: 'alert',
  body: z.object({
    indicator: z.string(),
    region: regionId,
    level: z.enum(['yellow', 'red']),
    value: z.number(),
    rule: alertRule,
    /** The department that answers for the indicator. */
    owner: z.string(),
    window: alertWindow,
    definitionVersion: z.number().int(),
    judgedAt: z.number().int().nonnegative(),
  }),
  example: {
    indicator: 'overview.close_ontime_rate',
    region: 2,
    level: 'yellow',
    value: 92.4,
    rule: {
      kind: 'absolute',
      unit: 'value',
      side: 'low',
      inclusive: false,
      line: 95,
      tested: 92.4,
      base: null,
    },
    owner: 'command-centre',
    window: { from: 1795276800000, to: 1795314600000, label: '今日' },
    definitionVersion: 1,
    judgedAt: 81234,
  },
})
