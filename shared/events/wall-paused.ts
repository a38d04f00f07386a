import { z } from 'zod'
import { scene, wallId } from '../wall/scene.ts'
import { defineFact } from './envelope.ts'

/** 暂停: the wall stays at the scene that stood then; the playlist would go on at number `next`. */
export const wallPaused = defineFact({
  type: 'wall-paused',
  stream: 'city',
  body: z.object({
    wall: wallId,
    scene,
    next: z.number().int().nonnegative(),
    by: z.string(),
    byName: z.string(),
  }),
  example: {
    wall: 'main',
    scene: scene.parse({ id: 'overview', name: '总图', seconds: 60 }),
    next: 1,
    by: 'demo-leader',
    byName: '演示领导',
  },
})
