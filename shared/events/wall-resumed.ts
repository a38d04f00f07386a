import { z } from 'zod'
import { wallId } from '../wall/scene.ts'
import { defineFact } from './envelope.ts'

/** 继续: the playlist goes on at scene number `next`; what called until here has been seen. */
export const wallResumed = defineFact({
  type: 'wall-resumed',
  stream: 'city',
  body: z.object({
    wall: wallId,
    next: z.number().int().nonnegative(),
    by: z.string(),
    byName: z.string(),
  }),
  example: { wall: 'main', next: 1, by: 'demo-leader', byName: '演示领导' },
})
