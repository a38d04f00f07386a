import type { Fact } from '../events/index.ts'
import type { Playlist, Scene } from './scene.ts'
import { usualLook, type WallLook, type WallMode } from './state.ts'

/**
 * Where the playlist was when a person last touched it (播放位置): it runs from scene number `next` on,
 * or is held at a scene, or a scene was put up and the playlist goes on after it.
 */
export type Flow =
  | { kind: 'run'; at: number; next: number }
  | { kind: 'held'; at: number; next: number; scene: Scene; name: string }
  | { kind: 'shown'; at: number; next: number; scene: Scene }

/** What people set of a wall (墙面设置), folded from its facts; all instants are when they were recorded. */
export interface WallSetting {
  wall: string
  mode: WallMode
  /** Null = the one that every city starts with. */
  playlists: Record<WallMode, Playlist | null>
  look: WallLook
  holder: { id: string; name: string; since: number } | null
  /** Who paired with the wall's code, and when (配对). */
  paired: Record<string, number>
  flow: Flow
  /** Events that called before this instant have been seen: a person went on after them. */
  seenUntil: number
}

export type WallFactType = Extract<Fact['type'], `wall-${string}`>
export type WallFact = Extract<Fact, { type: WallFactType }>

export const isWallFact = (fact: Pick<Fact, 'type'>): fact is WallFact =>
  fact.type.startsWith('wall-')

/** A wall that nobody set anything of; its playlist starts with time itself. */
export const untouched = (wall: string): WallSetting => ({
  ...{ wall, mode: 'peace', playlists: { peace: null, war: null }, look: usualLook },
  ...{ holder: null, paired: {}, flow: { kind: 'run', at: 0, next: 0 }, seenUntil: 0 },
})

/** The setting after one more fact; facts come in the order of the log. */
export function applyWallFact(
  before: WallSetting,
  { type, body, recordedAt: at }: Pick<WallFact, 'recordedAt'> & TypedBody,
): WallSetting {
  switch (type) {
    case 'wall-mode-set':
      if (body.mode === before.mode) return before
      return { ...before, mode: body.mode, flow: { kind: 'run', at, next: 0 } }
    case 'wall-playlist-saved': {
      const playlists = { ...before.playlists, [body.mode]: body.playlist }
      if (body.mode !== before.mode) return { ...before, playlists }
      // What a person put up or stopped stays; else the new playlist begins.
      const flow: Flow =
        before.flow.kind === 'run' ? { kind: 'run', at, next: 0 } : { ...before.flow, next: 0 }
      return { ...before, playlists, flow }
    }
    case 'wall-look-set':
      return { ...before, look: body.look }
    case 'wall-scene-shown':
      return { ...before, flow: { kind: 'shown', at, next: body.next, scene: body.scene } }
    case 'wall-paused': {
      const flow: Flow = {
        ...{ kind: 'held', at, next: body.next, scene: body.scene, name: body.byName },
      }
      return { ...before, flow }
    }
    case 'wall-resumed':
      return { ...before, flow: { kind: 'run', at, next: body.next }, seenUntil: at }
    case 'wall-taken': {
      const paired = body.paired ? { ...before.paired, [body.by]: at } : before.paired
      return { ...before, paired, holder: { id: body.by, name: body.byName, since: at } }
    }
    case 'wall-released':
      return before.holder?.id === body.by ? { ...before, holder: null } : before
  }
}

type TypedBody = {
  [T in WallFactType]: Pick<Extract<WallFact, { type: T }>, 'type' | 'body'>
}[WallFactType]
