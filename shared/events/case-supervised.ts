import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 督办: put under a leader’s supervision; `owner` is a post, never a person. */
export const caseSupervised = defineFact({
  type: 'case-supervised',
  stream: 'case',
  body: z.object({ owner: z.string().max(60), due: instant.nullable() }),
  example: { owner: 'city-leader', due: 1795671000000 },
})
