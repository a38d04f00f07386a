import { z } from 'zod'
import type { Playlist, Scene } from './scene.ts'
import type { WallScope } from './scope.ts'

/** 平时 / 战时. */
export const wallModes = ['peace', 'war'] as const
export type WallMode = (typeof wallModes)[number]
export const wallModeName: Record<WallMode, string> = { peace: '平时', war: '战时' }

/** How a wall looks (观感): day or night (or by the clock), how far people stand, a sound for alarms. */
export const wallLook = z.object({
  theme: z.enum(['day', 'night', 'auto']),
  /** Scales type: 1 = from 3 m, more from farther. */
  distance: z.number().min(0.8).max(2),
  sound: z.boolean(),
})
export type WallLook = z.infer<typeof wallLook>
export const usualLook: WallLook = { theme: 'night', distance: 1, sound: false }

/** Why a scene stands: its turn, a person, an event of Ⅰ/Ⅱ, or a figure that changed. */
export type SceneReason = 'playlist' | 'remote' | 'event' | 'change'

/** What a wall shows and why (墙面状态); all instants on the server's clock. */
export interface WallState {
  wall: string
  mode: WallMode
  /** What it plays, as far as its devices may see it. */
  playlist: Playlist
  current: {
    scene: Scene
    since: number
    /** When the next one comes, as far as it is known; null = not by itself. */
    until: number | null
    reason: SceneReason
  }
  /** Who stopped it and when; null = it runs. */
  paused: { name: string; at: number } | null
  /** Who holds the remote (遥控); null = nobody. */
  holder: { id: string; name: string; since: number } | null
  /** How many screens of it are connected. */
  screens: number
  look: WallLook
  /** Where it may show anything: what is put on it elsewhere is refused. */
  scope: WallScope
}

/** One wall of a list (墙面列表). */
export type WallRow = Pick<WallState, 'wall' | 'holder' | 'screens' | 'mode'>

/** A frame of the topic `wall:<id>`: every screen swaps to `state` at `applyAt`, on the server's clock. */
export interface WallFrame {
  now: number
  applyAt: number
  state: WallState
  /** For screens only: the code that pairs a remote (配对码), and until when it holds. */
  code: { code: string; until: number } | null
}
