import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 时限已过: the scheduler recorded a lapse; `deadline` is the version of the clock that lapsed. */
export const deadlinePassed = defineFact({
  type: 'deadline-passed',
  stream: 'case',
  body: z.object({
    clock: z.enum(['register', 'dispatch', 'disposal', 'closing', 'hand-off']),
    deadline: instant,
  }),
  example: { clock: 'disposal', deadline: 1795325400000 },
})
