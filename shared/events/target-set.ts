import { z } from 'zod'
import { levelIds } from '../city/pack.ts'
import { defineFact, instant, regionId } from './envelope.ts'

/**
 * 目标设定: a yearly target over that of the pack, for a level or (`region` given) for one region, in
 * force for every period that ends after `effectiveFrom`.
 */
export const targetSet = defineFact({
  type: 'target-set',
  stream: 'city',
  body: z.object({
    indicator: z.string(),
    year: z.number().int().min(2000).max(2100),
    level: z.enum(levelIds),
    region: regionId.nullable(),
    target: z.number(),
    effectiveFrom: instant,
    by: z.string(),
  }),
  example: {
    indicator: 'quality.gdp_growth',
    year: 2026,
    level: 'district',
    region: 2,
    target: 5.8,
    effectiveFrom: 1795276800000,
    by: 'demo-leader',
  },
})
