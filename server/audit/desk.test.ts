import { expect, test } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { handTimers } from '../../test/hand-timers.ts'
import { auditDesk, deskLimits, type SeenEntry } from './desk.ts'

const leader = { ...demoLeader(1), from: '10.0.0.1' }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function aDesk(limits = deskLimits) {
  const hands = handTimers()
  const state = { now: 1_000, broken: false, failures: 0, batches: [] as SeenEntry[][] }
  const desk = auditDesk(
    {
      write: async (rows) => {
        if (state.broken) throw new Error('disk full')
        state.batches.push([...rows])
      },
      now: () => state.now,
      timers: { after: (ms, run) => ({ cancel: hands.after(ms, run) }) },
      failed: () => void (state.failures += 1),
    },
    limits,
  )
  const see = (n: number) => desk.saw(leader, 'open-case', { caseId: n })
  return { desk, state, hands, see }
}

test('what was seen is collected and written together, a quarter of a second later', async () => {
  const { state, hands, see } = aDesk()
  for (let n = 1; n <= 3; n += 1) see(n)
  expect(state.batches).toEqual([])
  hands.advance(250)
  await turn()
  expect(state.batches.map((rows) => rows.length)).toEqual([3])
  expect(state.batches[0]?.[0]).toEqual({
    ...{ at: 1_000, action: 'open-case', detail: { caseId: 1 } },
    asker: { id: 'demo-leader', name: '演示领导', roles: ['leader'], from: '10.0.0.1' },
  })
})

test('a screen that asks the same again and again leaves one row in five minutes', async () => {
  const { desk, state, see } = aDesk()
  for (let i = 0; i < 10; i += 1) see(7)
  state.now += 299_999
  see(7)
  desk.saw({ ...leader, from: '10.0.0.2' }, 'open-case', { caseId: 7 })
  state.now += 1
  see(7)
  await desk.flush()
  expect(state.batches.flat().map(({ at, asker }) => [at, asker.from])).toEqual([
    [1_000, '10.0.0.1'],
    [300_999, '10.0.0.2'],
    [301_000, '10.0.0.1'],
  ])
})

test('what waits is bounded: then nothing may be seen, until the disk takes it again', async () => {
  const { desk, state, hands, see } = aDesk({ ...deskLimits, most: 4, atOnce: 2 })
  state.broken = true
  for (let n = 1; n <= 4; n += 1) see(n)
  await turn()
  expect(() => desk.ready()).toThrow('log-unavailable')
  expect(() => see(5)).toThrow('log-unavailable')
  expect(state.failures).toBeGreaterThan(0)
  state.broken = false
  hands.advance(1_000)
  await turn()
  desk.ready()
  see(5)
  await desk.flush()
  const seen = state.batches.flat().map(({ detail }) => (detail as { caseId: number }).caseId)
  expect(seen).toEqual([1, 2, 3, 4, 5])
})

test('a stop writes what waits', async () => {
  const { desk, state, hands, see } = aDesk()
  see(1)
  await desk.flush()
  expect(state.batches.flat()).toHaveLength(1)
  expect(hands.waiting).toBe(0)
})
