import fc from 'fast-check'
import { expect, test } from 'vitest'
import { handTimers } from '../../test/hand-timers.ts'
import type { Call, Change, Inputs } from '../../shared/wall/calls.ts'
import { usualPlaylists } from '../../shared/wall/playlist.ts'
import { playlist, type Scene } from '../../shared/wall/scene.ts'
import type { WallScope } from '../../shared/wall/scope.ts'
import { applyWallFact, untouched, type WallFact } from '../../shared/wall/setting.ts'
import type { WallFrame, WallMode } from '../../shared/wall/state.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { leadMs, makeConductor } from './conductor.ts'

const zone = makeZone('Asia/Shanghai')
const eight = Date.parse('2026-11-23T08:00:00+08:00')
const themes = [
  { id: 'overview', shortName: '总图', order: 0 },
  { id: 'peace', shortName: '平安', order: 1 },
  { id: 'water', shortName: '水', order: 2 },
]
const scene = (id: string, seconds: number | null = 60) => ({
  ...{ id, name: id, theme: null, region: null, window: null, layout: 'usual' as const },
  ...{ indicator: null, view: null, zoom: 0, seconds, when: null },
})

/** A city whose log is a list, with hands for its clock; conductors come and go over it. */
function aCity() {
  const hands = handTimers()
  const clock = { time: eight }
  const facts: WallFact[] = []
  const inputs: { calls: Call[]; changes: Change[]; warnings: Inputs['warnings'] } = {
    ...{ calls: [], changes: [], warnings: [] },
  }
  const narrow = { to: null as WallScope }
  const shows = (scope: WallScope, { region }: Pick<Scene, 'region'>) =>
    scope === null || region === null || scope.includes(region)
  let folded = { count: 0, setting: untouched('main') }
  const setting = () => {
    for (; folded.count < facts.length; folded.count += 1) {
      const fact = facts[folded.count]
      if (fact) folded = { ...folded, setting: applyWallFact(folded.setting, fact) }
    }
    return folded.setting
  }
  const conductor = () =>
    makeConductor({
      ...{ follow: () => {}, setting, known: () => [], now: () => clock.time },
      inputs: () => structuredClone(inputs) as Inputs,
      ...{ scope: () => narrow.to, shows },
      usual: () => usualPlaylists(themes),
      day: () => ({ zone, isWorkday: () => true }),
      timers: { after: (ms, run) => ({ cancel: hands.after(ms, run) }) },
      code: () => '428913',
    })
  return {
    ...{ clock, inputs, facts, conductor, narrow },
    waiting: () => hands.waiting,
    say(type: WallFact['type'], body: object) {
      const by = { wall: 'main', by: 'a', byName: '张' }
      const fact = { type, body: { ...by, ...body }, recordedAt: clock.time }
      facts.push(fact as unknown as WallFact)
    },
    /** Time passes as it does: timers fire when they are due. */
    pass(ms: number) {
      for (let left = ms; left > 0;) {
        const step = Math.min(100, left)
        clock.time += step
        hands.advance(step)
        left -= step
      }
    },
  }
}

test('all screens are told the same frame, with one moment to swap at', () => {
  const city = aCity()
  const walls = city.conductor()
  const heard: WallFrame[][] = [[], [], []]
  heard.forEach((list, i) => walls.listen('main', i < 2 ? 'screen' : 'remote', (f) => list.push(f)))
  city.pass(200)
  heard.forEach((list) => list.splice(0))
  city.say('wall-mode-set', { mode: 'war' })
  walls.committed()
  city.pass(200)
  const frames = heard.map((list) => list.find(({ state }) => state.mode === 'war'))
  expect(frames[0]?.state.screens).toBe(2)
  expect(frames[1]).toEqual(frames[0])
  expect(frames[2]).toEqual(frames[0])
  const told = frames[0]
  expect(told && told.applyAt - told.now).toBe(leadMs)
  walls.stop()
})

test('a scene swaps when its seconds are over, without anything else happening', () => {
  const city = aCity()
  city.say('wall-resumed', { next: 0 })
  const walls = city.conductor()
  const seen: [string, number][] = []
  walls.listen('main', 'screen', ({ state: { current } }) => {
    if (seen.at(-1)?.[0] !== current.scene.id) seen.push([current.scene.id, current.since - eight])
  })
  city.pass(125_000)
  expect(seen).toEqual([
    ['overview', 0],
    ['theme-peace', 60_000],
    ['theme-water', 90_000],
    ['overview', 120_000],
  ])
  walls.stop()
})

test('an event of Ⅱ takes the wall, and gives it back as soon as it is over', () => {
  const city = aCity()
  const walls = city.conductor()
  const seen: string[] = []
  walls.listen('main', 'screen', ({ state: { current } }) => {
    if (seen.at(-1) !== current.scene.id) seen.push(current.scene.id)
  })
  city.inputs.calls.push({
    ...{ id: 'case-7', name: 'Ⅱ级事件', severity: 2, region: 2, caseId: 7 },
    ...{ from: city.clock.time + 500, to: null },
  })
  walls.committed()
  city.pass(2_000)
  expect(walls.state('main').current).toMatchObject({ reason: 'event', since: eight + 500 })
  city.inputs.calls = city.inputs.calls.map((one) => ({ ...one, to: city.clock.time + 500 }))
  walls.committed()
  city.pass(2_000)
  expect(walls.state('main').current).toMatchObject({ reason: 'playlist', since: eight + 2_500 })
  expect(seen).toEqual(['overview', 'event-case-7', 'overview'])
  walls.stop()
})

test('what the wall’s devices may not see never takes it: no scene, no event, no change', () => {
  const city = aCity()
  const [elsewhere, here] = [3, 2].map((region) => ({ ...scene(`in-${region}`, 20), region }))
  const scenes = [elsewhere, scene('anywhere', 20), here]
  const made = playlist.parse({ scenes, followChanges: true, freezeMinutes: 10 })
  city.say('wall-playlist-saved', { mode: 'peace', playlist: made })
  city.inputs.changes.push({
    ...{ id: 'alert-1', name: '超期', theme: 'peace', indicator: 'x', region: 3, level: 'red' },
    ...{ by: 1, from: eight, to: null },
  })
  city.inputs.calls.push({
    ...{ id: 'case-7', name: 'Ⅰ级事件', severity: 1, region: 3, caseId: 7, from: eight, to: null },
  })
  city.narrow.to = [2]
  const walls = city.conductor()
  const seen: string[] = []
  walls.listen('main', 'screen', ({ state: { current, scope } }) => {
    expect(scope).toEqual(city.narrow.to)
    if (seen.at(-1) !== current.scene.id) seen.push(current.scene.id)
  })
  city.pass(61_000)
  expect(seen).toEqual(['anywhere', 'in-2', 'anywhere', 'in-2'])

  // Put up while the wall was whole, and then narrowed: it is taken down.
  city.narrow.to = null
  city.say('wall-scene-shown', { scene: { ...scene('put-up', null), region: 3 }, next: 0 })
  walls.committed()
  city.pass(1_000)
  expect(seen.at(-1)).toBe('put-up')
  city.narrow.to = [2]
  city.pass(6_000)
  expect(seen.at(-1)).not.toBe('put-up')

  // Nothing of the playlist may be shown: the usual one says nothing of a place.
  city.narrow.to = []
  const alone = playlist.parse({ scenes: [elsewhere], followChanges: true, freezeMinutes: 10 })
  city.say('wall-resumed', { next: 0 })
  city.say('wall-playlist-saved', { mode: 'peace', playlist: alone })
  walls.committed()
  city.pass(1_000)
  expect(seen.at(-1)).toBe('overview')
  walls.stop()
})

test('a wall shows its code to screens alone, until it is typed or too old', () => {
  const city = aCity()
  const walls = city.conductor()
  const codes: Record<string, string | null> = {}
  walls.listen('main', 'screen', ({ code }) => (codes.screen = code?.code ?? null))
  walls.listen('main', 'remote', ({ code }) => (codes.remote = code?.code ?? null))
  walls.showCode('main')
  expect(codes).toEqual({ screen: '428913', remote: null })
  expect(walls.useCode('main', '111111')).toBe(false)
  expect(walls.useCode('main', '428 913')).toBe(true)
  expect(walls.useCode('main', '428913')).toBe(false)
  expect(codes.screen).toBeNull()
  walls.showCode('main')
  city.pass(121_000)
  expect(codes.screen).toBeNull()
  walls.showCode('main')
  for (const code of ['1', '2', '3', '4', '5']) walls.useCode('main', code)
  expect(walls.useCode('main', '428913')).toBe(false)
  walls.stop()
})

test('when nobody looks, nothing is left running', () => {
  const city = aCity()
  const walls = city.conductor()
  const stop = walls.listen('main', 'screen', () => {})
  city.pass(1_000)
  expect(city.waiting()).toBeGreaterThan(0)
  stop()
  city.pass(70_000)
  expect(city.waiting()).toBe(0)
  // Asked again, it stands where time has brought it.
  expect(walls.state('main').current.since).toBeGreaterThan(eight)
})

test('at the year’s end the playlist begins anew on the second, and goes on', () => {
  const city = aCity()
  const newYear = Date.parse('2027-01-01T00:00:00+08:00')
  city.clock.time = newYear - 80_000
  city.say('wall-resumed', { next: 0 })
  const walls = city.conductor()
  const seen: [string, number][] = []
  walls.listen('main', 'screen', ({ state: { current } }) => {
    if (seen.at(-1)?.[1] !== current.since) seen.push([current.scene.id, current.since])
  })
  city.pass(80_000 + 91_000)
  expect(seen.map(([id, since]) => [id, since - newYear])).toEqual([
    ['overview', -80_000],
    ['theme-peace', -20_000],
    ['overview', 0],
    ['theme-peace', 60_000],
    ['theme-water', 90_000],
  ])
  walls.stop()
})

test('a server whose clock is set goes on from what that clock says, on every wall alike', () => {
  for (const by of [-10_000, -3_600_000, 3_600_000]) {
    const city = aCity()
    city.say('wall-resumed', { next: 0 })
    const walls = city.conductor()
    const last = { frame: null as WallFrame | null }
    walls.listen('main', 'screen', (frame) => (last.frame = frame))
    city.pass(65_000)
    city.clock.time += by
    city.pass(30_000)
    const fresh = city.conductor()
    expect(last.frame?.state.current).toEqual(fresh.state('main').current)
    expect(Math.abs(city.clock.time - (last.frame?.now ?? 0))).toBeLessThanOrEqual(5_100)
    fresh.stop()
    walls.stop()
  }
})

type Step =
  | { do: 'pass'; ms: number }
  | { do: 'restart' }
  | { do: 'show'; seconds: number | null }
  | { do: 'pause' | 'resume' | 'next' }
  | { do: 'mode'; mode: WallMode }
  | { do: 'playlist'; seconds: number[]; follow: boolean; freeze: number }
  | { do: 'call'; severity: 1 | 2 }
  | { do: 'over' | 'acknowledge' }
  | { do: 'change'; by: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc
    .oneof(
      { weight: 4, arbitrary: fc.integer({ min: 100, max: 200_000 }) },
      { weight: 6, arbitrary: fc.constant(null) },
    )
    .chain((ms): fc.Arbitrary<Step> =>
      ms !== null
        ? fc.constant({ do: 'pass', ms })
        : fc.oneof(
            fc.constantFrom<Step>(
              ...(['restart', 'pause', 'resume', 'over', 'acknowledge'] as const).map(
                (one) => ({ do: one }) as Step,
              ),
            ),
            fc.constantFrom<Step>({ do: 'mode', mode: 'war' }, { do: 'mode', mode: 'peace' }),
            fc.constantFrom(null, 20, 90).map((seconds): Step => ({ do: 'show', seconds })),
            fc.constantFrom<Step>({ do: 'call', severity: 1 }, { do: 'call', severity: 2 }),
            fc.double({ min: 0, max: 2, noNaN: true }).map((by): Step => ({ do: 'change', by })),
            fc
              .record({
                seconds: fc.array(fc.integer({ min: 5, max: 120 }), { minLength: 1, maxLength: 4 }),
                follow: fc.boolean(),
                freeze: fc.constantFrom(0, 1, 10),
              })
              .map((given): Step => ({ do: 'playlist', ...given })),
          ),
    ),
  { minLength: 6, maxLength: 25 },
)

test('orders, events, restarts and time in any order leave a legal wall, the same after a restart', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const city = aCity()
      let walls = city.conductor()
      const heard: { last: WallFrame | null } = { last: null }
      let touched = false
      const told: string[] = []
      const listen = () =>
        walls.listen('main', 'screen', (frame) => {
          const before = heard.last?.state
          const { current, paused, mode } = frame.state
          expect(current.since).toBeLessThanOrEqual(city.clock.time)
          expect(current.until ?? Infinity).toBeGreaterThan(city.clock.time - 1)
          if (paused) expect(current).toMatchObject({ reason: 'remote', until: null })
          if (current.reason === 'event') expect(mode).toBe('peace')
          const swapped = before && before.current.since !== current.since
          if (
            swapped &&
            !touched &&
            current.reason !== 'event' &&
            before.current.reason !== 'event'
          ) {
            // Nobody asked and nothing called: the scene before had all its seconds.
            const stood = current.since - before.current.since
            const seconds = before.current.scene.seconds ?? Infinity
            expect(stood).toBeGreaterThanOrEqual(seconds * 1000)
          }
          touched = false
          heard.last = frame
          told.push(current.scene.id)
        })
      let stop = listen()
      let number = 0
      for (const step of all) {
        const now = city.clock.time
        const { next, scene: standing } = walls.standing('main')
        number += 1
        if (step.do !== 'pass' && step.do !== 'restart') touched = true
        switch (step.do) {
          case 'pass':
            city.pass(step.ms)
            break
          case 'restart': {
            stop()
            walls.stop()
            const before = walls.state('main')
            walls = city.conductor()
            expect({ ...walls.state('main'), screens: before.screens }).toEqual(before)
            stop = listen()
            break
          }
          case 'show':
            city.say('wall-scene-shown', { scene: scene(`mine-${number}`, step.seconds), next })
            break
          case 'pause':
            city.say('wall-paused', { scene: standing, next })
            break
          case 'resume':
            city.say('wall-resumed', { next })
            break
          case 'mode':
            city.say('wall-mode-set', { mode: step.mode })
            break
          case 'playlist': {
            const scenes = step.seconds.map((seconds, i) => scene(`p${number}-${i}`, seconds))
            const made = { scenes, followChanges: step.follow, freezeMinutes: step.freeze }
            city.say('wall-playlist-saved', { mode: 'peace', playlist: playlist.parse(made) })
            break
          }
          case 'call':
            city.inputs.calls.push({
              ...{ id: `case-${number}`, name: '事件', severity: step.severity, region: 2 },
              ...{ caseId: number, from: now + 500, to: null },
            })
            break
          case 'change':
            city.inputs.changes.push({
              ...{ id: `alert-${number}`, name: '超期', theme: 'peace', indicator: 'x', region: 2 },
              ...{ level: 'red', by: step.by, from: now + 500, to: null },
            })
            city.inputs.changes.sort((a, b) => b.by - a.by || b.from - a.from)
            break
          case 'over':
            city.inputs.calls = city.inputs.calls.map((one) => ({
              ...one,
              to: one.to ?? now + 500,
            }))
            break
          case 'acknowledge':
            city.inputs.changes = city.inputs.changes.map((one) => ({
              ...{ ...one, to: one.to ?? now + 500 },
            }))
        }
        walls.committed()
        city.pass(600)
        const fresh = city.conductor()
        const state = walls.state('main')
        expect({ ...fresh.state('main'), screens: state.screens }).toEqual(state)
        expect(heard.last?.state.current.scene.id).toBe(state.current.scene.id)
        fresh.stop()
      }
      walls.stop()
    }),
    { numRuns: 60 },
  )
})
