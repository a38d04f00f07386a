import { z } from 'zod'
import { defineFact, point, regionId } from './envelope.ts'

/** 改址: the place was corrected. */
export const caseRelocated = defineFact({
  type: 'case-relocated',
  stream: 'case',
  body: z.object({
    region: regionId.nullable(),
    regionGiven: z.string().max(200).optional(),
    point: point.nullable(),
  }),
  example: { region: 102, point: [120.87, 32.02] },
})
