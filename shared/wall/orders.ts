import { z } from 'zod'
import { playlist, scene, wallId } from './scene.ts'
import { wallLook, wallModes } from './state.ts'

const of = z.object({ wall: wallId })

/** `wall.setMode`: 平时/战时. */
export const setMode = of.extend({ mode: z.enum(wallModes) })
/** `wall.setPlaylist`: what it plays in a mode from now on (播放单). */
export const setPlaylist = of.extend({ mode: z.enum(wallModes).default('peace'), playlist })
/** `wall.show`: puts a scene on the wall now (上屏). */
export const showScene = of.extend({ scene })
/** `wall.take`: holds the remote (取得遥控); the code is left out by whoever paired with it today. */
export const takeWall = of.extend({ code: z.string().max(12).optional() })
/** `wall.setLook`: what is left out stays. */
export const setLook = of.extend({ look: wallLook.partial() })
/** `wall.pause`, `wall.resume`, `wall.release`, `wall.code`. */
export const ofWall = of

export type SetMode = z.input<typeof setMode>
export type SetPlaylist = z.input<typeof setPlaylist>
export type ShowScene = z.input<typeof showScene>
export type TakeWall = z.input<typeof takeWall>
export type SetLook = z.input<typeof setLook>
