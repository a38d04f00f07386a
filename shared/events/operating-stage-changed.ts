import { z } from 'zod'
import { defineFact } from './envelope.ts'

/**
 * 城市运行等级变更: the city is at this stage from here on. `condition` is the part of the pack's rule
 * that held then (`case.open_severity_1>=1`), `otherwise` where none did.
 */
export const operatingStageChanged = defineFact({
  type: 'operating-stage-changed',
  stream: 'city',
  body: z.object({
    stage: z.number().int().min(1).max(9),
    before: z.number().int().min(1).max(9).nullable(),
    condition: z.string(),
  }),
  example: { stage: 4, before: 2, condition: 'case.open_severity_1>=1' },
})
