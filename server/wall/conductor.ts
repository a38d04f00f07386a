import type { Inputs } from '../../shared/wall/calls.ts'
import type { CityDay } from '../../shared/wall/conditions.ts'
import { playing } from '../../shared/wall/playlist.ts'
import { mainWall, type Playlist, type Scene } from '../../shared/wall/scene.ts'
import {
  sceneAt,
  turnAfter,
  walkTo,
  type Standing,
  type WalkParts,
} from '../../shared/wall/scene-at.ts'
import type { WallScope } from '../../shared/wall/scope.ts'
import type { WallSetting } from '../../shared/wall/setting.ts'
import type { WallFrame, WallMode, WallState } from '../../shared/wall/state.ts'
import { pairing } from './pairing.ts'

/** All screens swap so long after they were told. */
export const leadMs = 150
/** Listeners hear at least this often, so that screens know the server's clock and that it is there. */
export const beatMs = 5_000
/** How soon after a commit it is looked at, and how often at most what the city did is read. */
const soonMs = 20
const readEveryMs = 400
/** What is no longer of yesterday is let go of. */
const forgetMs = 3_600_000
/** No timer waits longer: what people set may come without being told. */
const mostWaitMs = 60_000

export interface Timers {
  after(ms: number, run: () => void): { cancel(): void }
}

export interface ConductorParts {
  /** Lets what is read see what is committed. */
  follow(): void
  setting(wall: string): WallSetting
  /** The walls that somebody set anything of. */
  known(): string[]
  inputs(now: number): Inputs
  scope(wall: string): WallScope
  /** Whether a scene lies in a scope whole. */
  shows(scope: WallScope, scene: Pick<Scene, 'region' | 'view'>): boolean
  usual(): Record<WallMode, Playlist>
  day(): CityDay
  now(): number
  timers: Timers
  /** Six digits. */
  code(): string
}

export type WallRole = 'screen' | 'remote'
type Tell = (frame: WallFrame) => void

/** Conducts every wall (导播). */
export interface Conductor {
  /** The walls that anybody set anything of or looks at; always the main one. */
  names(): string[]
  state(wall: string): WallState
  /** Where a wall stands: what a pause holds, and where its playlist goes on. */
  standing(wall: string): Standing
  /** Where a wall may show anything. */
  scope(wall: string): WallScope
  mayShow(wall: string, scene: Pick<Scene, 'region' | 'view'>): boolean
  /** Tells frames of a wall, the first at once; returns what ends it. */
  listen(wall: string, as: WallRole, tell: Tell): () => void
  /** The log moved. */
  committed(): void
  showCode(wall: string): void
  /** Whether that is the code the wall shows; it is used up by a right answer. */
  useCode(wall: string, code: string): boolean
  stop(): void
}

interface Wall {
  listeners: Map<Tell, WallRole>
  pairing: ReturnType<typeof pairing>
  setting: WallSetting | null
  scope: WallScope
  standing: Standing | null
  told: { words: string; applyAt: number } | null
}

/** A conductor over what it is given; nothing runs while nobody listens. */
export function makeConductor(parts: ConductorParts): Conductor {
  const walls = new Map<string, Wall>()
  let inputs: Inputs | null = null
  let readAt = -Infinity
  let moved = true
  let due: { cancel(): void; at: number } | null = null
  let beat: { cancel(): void } | null = null
  let stopped = false

  const wallOf = (name: string): Wall => {
    let wall = walls.get(name)
    if (wall === undefined) {
      wall = {
        ...{ listeners: new Map(), pairing: pairing(parts.code) },
        ...{ setting: null, scope: null, standing: null, told: null },
      }
      walls.set(name, wall)
    }
    return wall
  }
  const read = (now: number): Inputs => {
    const age = now - readAt
    if (inputs === null || age < 0 || age >= (moved ? readEveryMs : forgetMs)) {
      const fresh = parts.inputs(now)
      // What says the same stays the same object: the walk then goes on from where it is.
      if (inputs === null || JSON.stringify(fresh) !== JSON.stringify(inputs)) {
        inputs = fresh
        for (const wall of walls.values()) wall.standing = null
      }
      readAt = now
      moved = false
    }
    return inputs
  }
  /** What the wall's devices may not see is not there for it. */
  const within = (scope: WallScope, mode: WallMode, walk: WalkParts): WalkParts => {
    if (scope === null) return walk
    const isSeen = (scene: Pick<Scene, 'region' | 'view'>) => parts.shows(scope, scene)
    const isPlace = ({ region }: { region: number }) => isSeen({ region, view: null })
    const { flow } = walk.setting
    const scenes = walk.playlist.scenes.filter(isSeen)
    return {
      ...walk,
      ...{ calls: walk.calls.filter(isPlace), changes: walk.changes.filter(isPlace) },
      playlist: {
        ...walk.playlist,
        ...(scenes.length > 0 ? { scenes } : { scenes: parts.usual()[mode].scenes }),
      },
      setting:
        flow.kind === 'run' || isSeen(flow.scene)
          ? walk.setting
          : { ...walk.setting, flow: { kind: 'run', at: flow.at, next: flow.next } },
    }
  }
  const partsOf = (setting: WallSetting, scope: WallScope, now: number): WalkParts =>
    within(scope, setting.mode, {
      ...read(now),
      ...{ setting, playlist: playing(setting, parts.usual()), day: parts.day() },
    })
  const conduct = (name: string, now: number) => {
    const wall = wallOf(name)
    const setting = parts.setting(name)
    const scope = parts.scope(name)
    const walk = partsOf(setting, scope, now)
    const isSame = wall.setting === setting && String(wall.scope) === String(scope)
    const known = isSame ? wall.standing : null
    // A clock that was set back asks anew.
    const standing =
      known !== null && known.since <= now ? walkTo(walk, known, now) : sceneAt(walk, now)
    Object.assign(wall, { setting, scope, standing })
    return { wall, setting, scope, walk, standing }
  }
  const stateOf = (name: string, now: number): WallState => {
    const { wall, setting, scope, walk, standing } = conduct(name, now)
    const { scene, since, until, reason } = standing
    const { mode, holder, look } = setting
    const { flow } = walk.setting
    const screens = [...wall.listeners.values()].filter((as) => as === 'screen').length
    return {
      ...{ wall: name, mode, holder, look, screens, scope, playlist: walk.playlist },
      current: { scene, since, until, reason },
      paused: flow.kind === 'held' ? { name: flow.name, at: flow.at } : null,
    }
  }
  const tellAll = (name: string, now: number): void => {
    const wall = wallOf(name)
    const state = stateOf(name, now)
    const code = wall.pairing.current(now)
    const words = JSON.stringify([state, code])
    if (wall.told?.words !== words) wall.told = { words, applyAt: now + leadMs }
    const { applyAt } = wall.told
    const frame = { now, applyAt, state, code: null }
    const withCode = { ...frame, code }
    for (const [tell, as] of wall.listeners) tell(as === 'screen' ? withCode : frame)
  }
  const wake = (): void => {
    due = null
    if (stopped) return
    parts.follow()
    const now = parts.now()
    for (const [name, wall] of walls) {
      if (wall.listeners.size === 0) continue
      const before = wall.told?.words
      const state = stateOf(name, now)
      if (JSON.stringify([state, wall.pairing.current(now)]) !== before) tellAll(name, now)
    }
    wait()
  }
  /** Sleeps until the next turn of any wall that somebody watches. */
  const wait = (): void => {
    const now = parts.now()
    const turns = [...walls].flatMap(([name, { listeners }]) => {
      if (listeners.size === 0) return []
      const { walk, standing, wall } = conduct(name, now)
      const unread = moved ? readAt + readEveryMs : null
      const spent = wall.pairing.current(now)?.until
      return [turnAfter(walk, standing), spent, unread].filter((at) => at != null)
    })
    if (turns.length > 0) wakeAt(Math.max(now + 1, Math.min(now + mostWaitMs, ...turns)))
  }
  const wakeAt = (at: number): void => {
    if (stopped || (due !== null && due.at <= at)) return
    due?.cancel()
    due = { at, ...parts.timers.after(Math.max(0, at - parts.now()), wake) }
  }
  const beatAll = (): void => {
    beat = null
    const now = parts.now()
    const watched = [...walls].filter(([, { listeners }]) => listeners.size > 0)
    for (const [name] of watched) tellAll(name, now)
    if (watched.length > 0 && !stopped) beat = parts.timers.after(beatMs, beatAll)
  }

  return {
    names: () => {
      const watched = [...walls].filter(([, { listeners }]) => listeners.size > 0)
      const names = [...parts.known(), ...watched.map(([name]) => name)].sort()
      return [...new Set([mainWall, ...names])]
    },
    state: (name) => {
      parts.follow()
      return stateOf(name, parts.now())
    },
    standing: (name) => {
      parts.follow()
      return conduct(name, parts.now()).standing
    },
    scope: parts.scope,
    mayShow: (name, scene) => parts.shows(parts.scope(name), scene),
    listen: (name, as, tell) => {
      const wall = wallOf(name)
      wall.listeners.set(tell, as)
      tellAll(name, parts.now())
      wait()
      beat ??= parts.timers.after(beatMs, beatAll)
      return () => {
        wall.listeners.delete(tell)
        if (!stopped && wall.listeners.size > 0) tellAll(name, parts.now())
      }
    },
    committed: () => {
      moved = true
      if ([...walls.values()].some(({ listeners }) => listeners.size > 0))
        wakeAt(parts.now() + soonMs)
    },
    showCode: (name) => {
      wallOf(name).pairing.show(parts.now())
      wake()
    },
    useCode: (name, code) => {
      const isRight = wallOf(name).pairing.use(code, parts.now())
      wake()
      return isRight
    },
    stop: () => {
      stopped = true
      due?.cancel()
      beat?.cancel()
    },
  }
}
