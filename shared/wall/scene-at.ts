import { graver, holds, type Call, type Change, type Inputs } from './calls.ts'
import { mayPlay, type CityDay } from './conditions.ts'
import { calledScene, changeSeconds } from './playlist.ts'
import type { Playlist, Scene } from './scene.ts'
import type { WallSetting } from './setting.ts'
import type { SceneReason } from './state.ts'

/** What the wall shows at an instant, and where its playlist is (播放位置). */
export interface Standing {
  scene: Scene
  since: number
  /** When it ends by itself; null = it does not. */
  until: number | null
  reason: SceneReason
  /** The number of the scene that has the next turn; an interrupted one has it again. */
  next: number
  /** Changes that had their turn in this round. */
  visited: readonly string[]
}

/** What the walk stands on: what people set, what plays, what the city did (the greatest change first), and its day. */
export interface WalkParts extends Inputs {
  setting: Pick<WallSetting, 'flow' | 'seenUntil'>
  playlist: Playlist
  day: CityDay
}

/**
 * Where the walk to an instant begins (播放起点): at what a person set last, or at the midnight since,
 * where the playlist begins anew. So no walk is longer than a day, and needs no more than a day's inputs.
 */
export function startOf(parts: WalkParts, at: number): Standing {
  const { flow } = parts.setting
  const midnight = dayStart(parts, at)
  if (flow.kind === 'run')
    return flow.at < midnight
      ? nextTurn(parts, midnight, 0, [], null)
      : nextTurn(parts, flow.at, flow.next, [], null)
  const { scene, next } = flow
  const seconds = flow.kind === 'held' ? null : scene.seconds
  const until = seconds === null ? null : flow.at + seconds * 1000
  return until !== null && until < midnight
    ? nextTurn(parts, midnight, 0, [], null)
    : { scene, since: flow.at, until, reason: 'remote', next, visited: [] }
}

/** Walks on to an instant: the same from any earlier standing of the same parts (放映). */
export function walkTo(parts: WalkParts, from: Standing, at: number): Standing {
  let standing = from
  for (;;) {
    const turn = turnAfter(parts, standing)
    if (turn === null || turn > at) return standing
    standing = step(parts, standing, turn)
  }
}

/** What the wall shows at an instant (此刻场景); an instant before the start shows how it starts. */
export const sceneAt = (parts: WalkParts, at: number): Standing =>
  walkTo(parts, startOf(parts, at), at)

const dayStart = ({ day: { zone } }: WalkParts, at: number): number =>
  zone.startOfDay(zone.dayOf(at))

/** When something changes next by what is known now (下次换场); null = only when told. */
export function turnAfter(parts: WalkParts, standing: Standing): number | null {
  const { until, since, reason, scene } = standing
  if (reason === 'remote') return until
  const { zone } = parts.day
  const held = reason === 'event' ? parts.calls.find(({ id }) => sceneOf(id) === scene.id) : null
  // What holds the wall already gives way only to what is graver, or as grave and newer.
  const coming = parts.calls
    .filter((call) => call.from > since && callsAt(parts, call, call.from))
    .filter((call) => !held || graver(call, held) < 0)
    .map(({ from }) => from)
  return Math.min(zone.startOfDay(zone.dayOf(since) + 1), until ?? Infinity, ...coming)
}

function step(parts: WalkParts, before: Standing, at: number): Standing {
  const { reason, until, next, visited } = before
  const ended = until !== null && at >= until
  if (at === dayStart(parts, at) && reason !== 'remote') return nextTurn(parts, at, 0, [], null)
  if (!ended || reason !== 'playlist')
    return nextTurn(parts, at, next, visited, ended ? reason : null)
  const last = next + 1 >= parts.playlist.scenes.length
  const seen = last ? newRound(parts, at, visited) : visited
  return nextTurn(parts, at, last ? 0 : next + 1, seen, reason)
}

/** Whose turn it is: an event, then a change between two scenes, then the next scene of the playlist. */
function nextTurn(
  parts: WalkParts,
  at: number,
  next: number,
  visited: readonly string[],
  after: SceneReason | null,
): Standing {
  const { playlist, calls } = parts
  const call = calls.filter((one) => callsAt(parts, one, at)).sort(graver)[0]
  if (call !== undefined) {
    const until = callEnd(parts, call)
    return { scene: eventScene(call), since: at, until, reason: 'event', next, visited }
  }
  const change =
    after === 'playlist' ? greatest(parts, at).find(({ id }) => !visited.includes(id)) : undefined
  if (change !== undefined) {
    const until = at + changeSeconds * 1000
    const seen = [...visited, change.id].slice(-mostRemembered)
    return { scene: changeScene(change), since: at, until, reason: 'change', next, visited: seen }
  }
  const turn = eligible(parts, next % playlist.scenes.length, at)
  const until = at + turn.scene.seconds * 1000
  const seen = turn.wrapped ? newRound(parts, at, visited) : visited
  const { scene, number } = turn
  return { scene, since: at, until, reason: 'playlist', next: number, visited: seen }
}

/** Most changes that a wall goes round; once all of them had their turn, the greatest comes again. */
const mostChanges = 12
const mostRemembered = 64

const greatest = ({ playlist, changes }: WalkParts, at: number): Change[] =>
  playlist.followChanges ? changes.filter((one) => holds(one, at)).slice(0, mostChanges) : []

const newRound = (parts: WalkParts, at: number, visited: readonly string[]): readonly string[] =>
  greatest(parts, at).every(({ id }) => visited.includes(id)) ? [] : visited

/** The first scene from `next` on that may play; where none may, the one whose turn it is. */
function eligible(parts: WalkParts, next: number, at: number) {
  const { scenes } = parts.playlist
  for (let i = 0; i < scenes.length; i += 1) {
    const number = (next + i) % scenes.length
    const scene = scenes[number]
    if (scene && mayPlay(scene, parts, parts.day, at))
      return { scene, number, wrapped: next + i >= scenes.length }
  }
  const scene = scenes[next]
  if (scene === undefined) throw new Error('A playlist has a scene.')
  return { scene, number: next, wrapped: false }
}

const callEnd = ({ playlist }: Pick<WalkParts, 'playlist'>, { from, to }: Call): number =>
  Math.min(to ?? Infinity, from + playlist.freezeMinutes * 60_000)

const callsAt = (parts: WalkParts, call: Call, at: number): boolean =>
  call.from >= parts.setting.seenUntil && call.from <= at && at < callEnd(parts, call)

const sceneOf = (id: string): string => `event-${id}`

const eventScene = ({ id, name, region, caseId }: Call): Scene =>
  calledScene({
    ...{ id: sceneOf(id), name: name.slice(0, 40), region, seconds: null },
    view: caseId === null ? null : { kind: 'case', caseId, whole: false },
  })

const changeScene = ({ id, name, theme, indicator, region }: Change): Scene =>
  calledScene({
    ...{ id: `change-${id}`, name: name.slice(0, 40), theme, indicator, region },
    seconds: changeSeconds,
  })
