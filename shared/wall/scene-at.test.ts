import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../time/civil.ts'
import { makeZone } from '../time/zone.ts'
import { graver, greater, type Call, type Change, type Inputs } from './calls.ts'
import type { CityDay } from './conditions.ts'
import { changeSeconds } from './playlist.ts'
import { playlist, type Playlist, type SceneDraft } from './scene.ts'
import { sceneAt, startOf, turnAfter, walkTo, type WalkParts } from './scene-at.ts'
import type { Flow } from './setting.ts'

const zone = makeZone('Asia/Shanghai')
const day: CityDay = { zone, isWorkday: (d) => d % 7 < 5 }
/** Eight in the morning of a day in the city. */
const eight = Date.parse('2026-11-23T08:00:00+08:00')
const nothing: Inputs = { calls: [], changes: [], warnings: [] }

const scenes = (...given: Partial<SceneDraft>[]): Playlist =>
  playlist.parse({
    scenes: given.map((one, i) => ({ id: `s${i}`, name: `场景${i}`, seconds: 60, ...one })),
  })
const partsOf = (given: Partial<WalkParts> & { flow?: Flow; seenUntil?: number }): WalkParts => {
  const { flow = { kind: 'run', at: eight, next: 0 }, seenUntil = 0, ...rest } = given
  return {
    ...{ ...nothing, playlist: scenes({}, { seconds: 30 }, {}), day },
    ...rest,
    setting: { flow, seenUntil },
  }
}
const shown = (parts: WalkParts, seconds: number) => sceneAt(parts, eight + seconds * 1000).scene.id

const call = (given: Partial<Call> = {}): Call => ({
  ...{ id: 'case-1', name: 'Ⅱ级事件', severity: 2, region: 3, caseId: 1, from: eight, to: null },
  ...given,
})
const change = (given: Partial<Change> = {}): Change => ({
  ...{ id: 'alert-1-red', name: '超期', theme: 'peace', indicator: 'x', region: 2, level: 'red' },
  ...{ by: 0.2, from: eight - hourMs, to: null },
  ...given,
})

test('scenes take their turns, each for its seconds, and then again from the first', () => {
  const parts = partsOf({})
  expect([0, 59, 60, 89, 90, 149, 150].map((s) => shown(parts, s))).toEqual([
    ...['s0', 's0', 's1', 's1', 's2', 's2', 's0'],
  ])
})

test('a playlist begins anew at midnight, so that no restart walks longer than a day', () => {
  const parts = partsOf({ flow: { kind: 'run', at: eight - 30 * dayMs, next: 2 } })
  const midnight = eight - 8 * hourMs
  expect(sceneAt(parts, midnight)).toMatchObject({ scene: { id: 's0' }, since: midnight })
  expect(sceneAt(parts, midnight + 65_000).scene.id).toBe('s1')
})

test('a scene with a condition waits for its time of day, its warnings or its figures', () => {
  const hours = { kind: 'hours', from: '20:00', to: '06:00' } as const
  const parts = partsOf({
    playlist: scenes(
      {},
      { when: hours },
      { when: { kind: 'warnings' } },
      { when: { kind: 'alerts' } },
    ),
  })
  expect([0, 60, 120].map((s) => shown(parts, s))).toEqual(['s0', 's0', 's0'])
  const warned = { ...parts, warnings: [{ from: eight, to: eight + 3 * minuteMs }] }
  expect([60, 120, 180, 240].map((s) => shown(warned, s))).toEqual(['s2', 's0', 's0', 's0'])
  const night = partsOf({ ...parts, flow: { kind: 'run', at: eight + 14 * hourMs, next: 0 } })
  expect(sceneAt(night, eight + 14 * hourMs + minuteMs).scene.id).toBe('s1')
})

test('between two scenes the wall goes to what changed most and nobody acknowledged, once in a round', () => {
  const changes = [change({ id: 'big', by: 0.9 }), change({ id: 'small', by: 0.1 })]
  const parts = partsOf({ changes: [...changes].sort(greater) })
  const turns = [60, 90, 120, 150, 180].map((s) => shown(parts, s))
  expect(turns).toEqual(['change-big', 's1', 'change-small', 's2', 's2'])
  const acknowledged = partsOf({ changes: changes.map((one) => ({ ...one, to: eight + 1000 })) })
  expect([60, 90].map((s) => shown(acknowledged, s))).toEqual(['s1', 's2'])
})

test('an event of Ⅰ/Ⅱ holds the wall at once, until it is over, and the scene begins again', () => {
  const parts = partsOf({ calls: [call({ from: eight + 20_000, to: eight + 200_000 })] })
  expect(sceneAt(parts, eight + 20_000)).toMatchObject({
    ...{ reason: 'event', since: eight + 20_000, until: eight + 200_000 },
    scene: { region: 3, view: { kind: 'case', caseId: 1 } },
  })
  expect(sceneAt(parts, eight + 200_000)).toMatchObject({
    ...{ scene: { id: 's0' }, since: eight + 200_000, until: eight + 260_000 },
  })
})

test('an event that stays open lets go of the wall after the minutes that the playlist gives it', () => {
  const open = [call({ from: eight + 20_000 })]
  expect(sceneAt(partsOf({ calls: open }), eight + hourMs).reason).toBe('playlist')
  const never = partsOf({ calls: open, playlist: { ...scenes({}), freezeMinutes: 0 } })
  expect(sceneAt(never, eight + 21_000).reason).toBe('playlist')
})

test('a graver event takes the wall from a lesser one, and a lesser one waits', () => {
  const lesser = call({ id: 'case-2', severity: 2, from: eight })
  const grave = call({ id: 'case-1', severity: 1, from: eight + 60_000 })
  const parts = partsOf({ calls: [lesser, grave] })
  expect([1, 61, 661, 719].map((s) => shown(parts, s))).toEqual([
    ...['event-case-2', 'event-case-1', 's0', 's0'],
  ])
  const later = call({ id: 'case-3', severity: 2, from: eight + 90_000 })
  const waiting = partsOf({ calls: [grave, later] })
  expect([100, 661, 691].map((s) => shown(waiting, s))).toEqual([
    ...['event-case-1', 'event-case-3', 's1'],
  ])
})

test('a person’s hand is stronger than an event, and who goes on has seen what called', () => {
  const scene = scenes({}).scenes[0]
  if (scene === undefined) throw new Error('no scene')
  const calls = [call({ from: eight + 20_000 })]
  const held = partsOf({
    calls,
    flow: { kind: 'held', at: eight, next: 1, scene, name: '张' },
  })
  expect(sceneAt(held, eight + 3 * dayMs)).toMatchObject({ reason: 'remote', until: null })
  const resumed = partsOf({
    ...{ calls, flow: { kind: 'run', at: eight + 60_000, next: 1 }, seenUntil: eight + 60_000 },
  })
  expect(sceneAt(resumed, eight + 61_000).scene.id).toBe('s1')
})

test('what a person puts on the wall stands for its time, and then the playlist goes on', () => {
  const scene = { ...scenes({ seconds: 90, id: 'mine' }).scenes[0] }
  const flow = { kind: 'shown', at: eight, next: 2, scene } as Flow
  const parts = partsOf({ flow })
  expect([0, 89, 90].map((s) => shown(parts, s))).toEqual(['mine', 'mine', 's2'])
})

const instants = fc.integer({ min: 0, max: 7_200 }).map((s) => eight + s * 1000)
const span = fc
  .tuple(instants, fc.option(fc.integer({ min: 1, max: 3_000 })))
  .map(([from, long]) => ({ from, to: long === null ? null : from + long * 1000 }))
const condition = fc.constantFrom<SceneDraft['when']>(
  ...[null, { kind: 'alerts' as const }, { kind: 'warnings' as const }],
  { kind: 'hours', from: '08:30', to: '09:10' },
)
const anyParts: fc.Arbitrary<WalkParts> = fc
  .record({
    list: fc.array(fc.tuple(fc.integer({ min: 5, max: 400 }), condition), {
      ...{ minLength: 1, maxLength: 5 },
    }),
    followChanges: fc.boolean(),
    freezeMinutes: fc.constantFrom(0, 1, 10),
    calls: fc.array(fc.tuple(span, fc.constantFrom(1 as const, 2 as const)), { maxLength: 4 }),
    changes: fc.array(fc.tuple(span, fc.double({ min: 0, max: 3, noNaN: true })), { maxLength: 5 }),
    warnings: fc.array(span, { maxLength: 2 }),
    at: instants,
    next: fc.integer({ min: 0, max: 9 }),
    seenUntil: fc.constantFrom(0, eight + hourMs),
  })
  .map(({ list, followChanges, freezeMinutes, at, next, seenUntil, ...rest }) => {
    const given = list.map(([seconds, when]) => ({ seconds, when }))
    return partsOf({
      playlist: { ...scenes(...given), followChanges, freezeMinutes },
      ...{ flow: { kind: 'run', at, next }, seenUntil, warnings: rest.warnings },
      calls: rest.calls.map(([s, severity], i) => call({ ...s, severity, id: `case-${i}` })),
      changes: rest.changes
        .map(([s, by], i) => change({ ...s, by, id: `alert-${i}` }))
        .sort(greater),
    })
  })

/** Every standing from the start to an instant. */
function history(parts: WalkParts, to: number) {
  const all = [startOf(parts, eight)]
  for (;;) {
    const last = all.at(-1)
    const turn = last ? turnAfter(parts, last) : null
    if (last === undefined || turn === null || turn > to) return all
    all.push(walkTo(parts, last, turn))
  }
}

test('from whatever instant it is walked, the same instant shows the same', () => {
  fc.assert(
    fc.property(anyParts, fc.array(instants, { maxLength: 6 }), instants, (parts, stops, at) => {
      const { flow } = parts.setting
      const end = Math.max(at, flow.at)
      let standing = startOf(parts, flow.at)
      for (const stop of stops.filter((s) => s > flow.at && s < end).sort((a, b) => a - b))
        standing = walkTo(parts, standing, stop)
      expect(walkTo(parts, standing, end)).toEqual(sceneAt(parts, end))
    }),
  )
})

test('no scene is shorter than its seconds unless an event of Ⅰ/Ⅱ took the wall', () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const all = history(parts, eight + 3 * hourMs)
      all.forEach((one, i) => {
        const after = all[i + 1]
        if (after === undefined || one.reason === 'event') return
        const seconds = one.reason === 'change' ? changeSeconds : (one.scene.seconds ?? Infinity)
        const stood = (after.since - one.since) / 1000
        if (after.reason === 'event') expect(stood).toBeLessThanOrEqual(seconds)
        else expect(stood).toBe(seconds)
      })
    }),
  )
})

test('while an event is open, unseen and not held too long, nothing else stands but a graver one', () => {
  fc.assert(
    fc.property(anyParts, instants, (parts, at) => {
      if (at < parts.setting.flow.at) return
      const open = parts.calls
        .filter(({ from }) => from >= parts.setting.seenUntil && from <= at)
        .filter(({ from, to }) => {
          const limit = from + parts.playlist.freezeMinutes * 60_000
          return at < Math.min(to ?? Infinity, limit)
        })
      const { scene, reason } = sceneAt(parts, at)
      if (open.length === 0) expect(reason).not.toBe('event')
      else expect(scene.id).toBe(`event-${[...open].sort(graver)[0]?.id}`)
    }),
  )
})

test('a scene of the playlist stands only where its condition holds as it begins, or none does', () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      for (const one of history(parts, eight + 3 * hourMs)) {
        if (one.reason !== 'playlist' || one.scene.when === null) continue
        const open = parts.playlist.scenes.some(({ when }) => when === null)
        if (!open) continue
        const { when } = one.scene
        const holds = (s: { from: number; to: number | null }) =>
          s.from <= one.since && one.since < (s.to ?? Infinity)
        if (when.kind === 'alerts') expect(parts.changes.some(holds)).toBe(true)
        if (when.kind === 'warnings') expect(parts.warnings.some(holds)).toBe(true)
        if (when.kind === 'hours') {
          expect(one.since).toBeGreaterThanOrEqual(eight + 30 * minuteMs)
          expect(one.since).toBeLessThan(eight + 70 * minuteMs)
        }
      }
    }),
  )
})
