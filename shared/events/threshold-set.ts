import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/**
 * 阈值设定: lines of an indicator over those of the pack, for every period that ends after
 * `effectiveFrom`. null = no such line; fields left out stay as the pack has them; kind `none` takes
 * the threshold away. A later fact for the same instant replaces an earlier one.
 */
export const thresholdSet = defineFact({
  type: 'threshold-set',
  stream: 'city',
  body: z.object({
    indicator: z.string(),
    yellow: z.number().nullable(),
    red: z.number().nullable(),
    kind: z.enum(['absolute', 'target', 'lastYear', 'plan', 'control', 'none']).optional(),
    unit: z.enum(['value', 'pt', 'percent', 'sigma']).optional(),
    base: z.string().nullable().optional(),
    alarmSide: z.enum(['high', 'low', 'both']).optional(),
    inclusive: z.boolean().optional(),
    effectiveFrom: instant,
    by: z.string(),
  }),
  example: {
    indicator: 'overview.close_ontime_rate',
    yellow: 96,
    red: 90,
    effectiveFrom: 1795276800000,
    by: 'demo-leader',
  },
})
