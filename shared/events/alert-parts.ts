import { z } from 'zod'
import { instant } from './envelope.ts'

/** The line that was crossed and how (触发规则), as it was in force. */
export const alertRule = z.object({
  kind: z.enum(['absolute', 'target', 'lastYear', 'plan', 'control']),
  unit: z.enum(['value', 'pt', 'percent', 'sigma']),
  side: z.enum(['high', 'low']),
  inclusive: z.boolean(),
  /** The line of the level that was reached, in `unit`. */
  line: z.number(),
  /** What was tested against it: the value, or its distance from `base`. */
  tested: z.number(),
  /** Target, last year's value, plan to date or usual value; null for absolute lines. */
  base: z.number().nullable(),
})
export type AlertRule = z.infer<typeof alertRule>

/** The period that an alert speaks of; half-open. */
export const alertWindow = z.object({ from: instant, to: instant, label: z.string() })
export type AlertWindow = z.infer<typeof alertWindow>
