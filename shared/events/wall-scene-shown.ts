import { z } from 'zod'
import { scene, wallId } from '../wall/scene.ts'
import { defineFact } from './envelope.ts'

/** 上屏: a person put a scene on the wall; the playlist goes on after it at scene number `next`. */
export const wallSceneShown = defineFact({
  type: 'wall-scene-shown',
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
    scene: scene.parse({ id: 'shown', name: '案件', seconds: 120 }),
    next: 3,
    by: 'demo-leader',
    byName: '演示领导',
  },
})
