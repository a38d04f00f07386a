import { z } from 'zod'
import { defineFact, instant, regionId } from './envelope.ts'

/**
 * 观测上报: a feed reported values for one period. `regions[i]` goes with `values[measure][i]`; null =
 * not reported. A later report of the same period replaces what it names and keeps what was known.
 */
export const observationsReported = defineFact({
  type: 'observations-reported',
  stream: 'feed',
  body: z.object({
    feed: z.string(),
    grain: z.enum(['instant', 'day', 'week', 'tenday', 'month', 'quarter', 'term', 'year']),
    from: instant,
    to: instant,
    regions: z.array(regionId),
    values: z.record(z.string(), z.array(z.number().nullable())),
  }),
  example: {
    feed: 'hotline-telephony',
    grain: 'day',
    from: 1795276800000,
    to: 1795363200000,
    regions: [2, 3],
    values: { 'hotline.calls_in': [812, 1630] },
  },
})
