import { z } from 'zod'
import { wallId } from '../wall/scene.ts'
import { wallLook } from '../wall/state.ts'
import { defineFact } from './envelope.ts'

/** 观感设定: day or night, viewing distance and sound of a wall; the whole of it each time. */
export const wallLookSet = defineFact({
  type: 'wall-look-set',
  stream: 'city',
  body: z.object({ wall: wallId, look: wallLook, by: z.string(), byName: z.string() }),
  example: {
    wall: 'main',
    look: { theme: 'auto', distance: 1.25, sound: false },
    by: 'demo-leader',
    byName: '演示领导',
  },
})
