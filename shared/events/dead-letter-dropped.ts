import { z } from 'zod'
import { defineFact } from './envelope.ts'

/** 死信不再处理: a person decided that nothing will come of a dead letter; why lies beside the log. */
export const deadLetterDropped = defineFact({
  type: 'dead-letter-dropped',
  stream: 'city',
  body: z.object({ letter: z.number().int().positive(), by: z.string() }),
  example: { letter: 12, by: 'demo-duty-officer' },
})
