import { z } from 'zod'
import { wallId } from '../wall/scene.ts'
import { defineFact } from './envelope.ts'

/** 取得遥控: this person holds the remote; `paired` = by the code that the wall showed. */
export const wallTaken = defineFact({
  type: 'wall-taken',
  stream: 'city',
  body: z.object({ wall: wallId, paired: z.boolean(), by: z.string(), byName: z.string() }),
  example: { wall: 'main', paired: true, by: 'demo-leader', byName: '演示领导' },
})
