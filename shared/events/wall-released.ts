import { z } from 'zod'
import { wallId } from '../wall/scene.ts'
import { defineFact } from './envelope.ts'

/** 交还遥控: this person no longer holds the remote. */
export const wallReleased = defineFact({
  type: 'wall-released',
  stream: 'city',
  body: z.object({ wall: wallId, by: z.string(), byName: z.string() }),
  example: { wall: 'main', by: 'demo-leader', byName: '演示领导' },
})
