import { z } from 'zod'
import { wallId } from '../wall/scene.ts'
import { wallModes } from '../wall/state.ts'
import { defineFact } from './envelope.ts'

/** 平战切换: the wall is in this mode from here on. */
export const wallModeSet = defineFact({
  type: 'wall-mode-set',
  stream: 'city',
  body: z.object({
    wall: wallId,
    mode: z.enum(wallModes),
    by: z.string(),
    byName: z.string(),
  }),
  example: { wall: 'main', mode: 'war', by: 'demo-leader', byName: '演示领导' },
})
