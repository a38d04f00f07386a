import { z } from 'zod'
import { defineFact, instant, regionId } from './envelope.ts'

/**
 * 覆盖上报: a feed says that everything of [from, until) has been sent. `regions` null = all it
 * serves. Covered and empty is 0, uncovered is missing.
 */
export const coverageReported = defineFact({
  type: 'coverage-reported',
  stream: 'feed',
  body: z.object({
    feed: z.string(),
    regions: z.array(regionId).nullable(),
    from: instant,
    until: instant,
  }),
  example: { feed: 'grid-cases', regions: null, from: 1795276800000, until: 1795314600000 },
})
