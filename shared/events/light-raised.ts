import { z } from 'zod'
import { defineFact, instant } from './envelope.ts'

/** 亮灯: 催办, 黄牌, 红牌 or 领导督办 was raised by rule `rule` of the pack’s ladder. */
export const lightRaised = defineFact({
  type: 'light-raised',
  stream: 'case',
  body: z.object({
    light: z.enum(['remind', 'yellow-card', 'red-card', 'supervision']),
    rule: z.number().int(),
    deadline: instant.nullable(),
  }),
  example: { light: 'yellow-card', rule: 2, deadline: 1795325400000 },
})
