import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 城市包启用: a version of the city pack came into force; `pack` numbers the versions from 1. */
export const packAdopted = defineFact({
  type: 'pack-adopted',
  stream: 'city',
  body: z.object({
    id: z.string(),
    hash: z.string(),
    pack: z.number().int().positive(),
    effectiveFrom: instant,
  }),
  example: { id: 'nantong', hash: '0'.repeat(64), pack: 1, effectiveFrom: 1795276800000 },
})
