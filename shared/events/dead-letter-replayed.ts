import { z } from 'zod'
import { defineFact } from './envelope.ts'

/**
 * 死信重放: a person sent a dead letter through the pipeline again, as it was or corrected, and what came
 * of it: `taken` = its fact is on the log under (source, key). The corrected text lies beside the log.
 */
export const deadLetterReplayed = defineFact({
  type: 'dead-letter-replayed',
  stream: 'city',
  body: z.object({
    letter: z.number().int().positive(),
    outcome: z.enum(['taken', 'refused']),
    /** What was replayed; null where it was no fact at all. */
    source: z.string().nullable(),
    key: z.string().nullable(),
    /** Why refused again, or what was noted when taken; in words, masked. */
    reasons: z.array(
      z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
    ),
    edited: z.boolean(),
    by: z.string(),
  }),
  example: {
    letter: 12,
    outcome: 'taken',
    source: 'hotline',
    key: '12345-2026-000123-1',
    reasons: [],
    edited: true,
    by: 'demo-duty-officer',
  },
})
