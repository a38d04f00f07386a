import { z } from 'zod'
import { playlist, wallId } from '../wall/scene.ts'
import { wallModes } from '../wall/state.ts'
import { defineFact } from './envelope.ts'

/** 播放单保存: what the wall plays in a mode from here on. */
export const wallPlaylistSaved = defineFact({
  type: 'wall-playlist-saved',
  stream: 'city',
  body: z.object({
    wall: wallId,
    mode: z.enum(wallModes),
    playlist,
    by: z.string(),
    byName: z.string(),
  }),
  example: {
    wall: 'main',
    mode: 'peace',
    playlist: playlist.parse({ scenes: [{ id: 'overview', name: '总图', seconds: 60 }] }),
    by: 'demo-leader',
    byName: '演示领导',
  },
})
