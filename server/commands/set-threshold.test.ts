import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { dayMs } from '../../shared/time/civil.ts'
import type { Order } from './orders.ts'
import type { SetTarget } from './set-target.ts'
import type { SetThreshold } from './set-threshold.ts'
import { alertCity, midnight } from '../../test/alert-city.ts'

let city: ReturnType<typeof alertCity>
beforeEach(() => void (city = alertCity()))
afterEach(() => city.close())

const leader = demoLeader(1)
const threshold = (more: Partial<SetThreshold> = {}): Order => ({
  verb: 'set-threshold',
  ...{ indicator: 'calls.rate', yellow: 80, red: 70 },
  effectiveFrom: midnight,
  ...more,
})
const target = (more: Partial<SetTarget> = {}): Order => ({
  verb: 'set-target',
  level: 'district',
  ...{ indicator: 'calls.rate', year: 2026, region: 2 },
  ...{ target: 98, effectiveFrom: midnight },
  ...more,
})
const give = (order: Parameters<typeof city.orders>[1], asker = leader) =>
  city.orders(asker, order, city.clock.time)
const statusNow = () => {
  city.view.follow()
  const standing = city.view.standing()
  const indicator = standing.catalog.indicator('calls.rate')
  return evaluate({ indicator, region: 2, window: { grain: 'day', at: standing.now } }, standing)
    .status
}

it('lines set today judge today, and stand in the audit with who set them', async () => {
  city.calls(170)
  expect(statusNow()).toBe('yellow')
  await give(threshold())
  expect(statusNow()).toBe('normal')
  await give(threshold({ effectiveFrom: midnight + dayMs, yellow: 99, red: 98 }))
  expect(statusNow()).toBe('normal')
  expect(city.database.sqlite.prepare('SELECT asker, action FROM audit').all()).toEqual([
    { asker: 'demo-leader', action: 'set-threshold' },
    { asker: 'demo-leader', action: 'set-threshold' },
  ])
})

it('an indicator can be measured by a target from today on', async () => {
  city.calls(190)
  await give(threshold({ kind: 'target', unit: 'pt', base: 'targets', yellow: -1, red: -5 }))
  expect(statusNow()).toBe('unknown')
  await give(target())
  expect(statusNow()).toBe('yellow')
})

it('days that are over keep their verdict: an earlier beginning is refused', async () => {
  const early = { effectiveFrom: midnight - 1 }
  await expect(give(threshold(early))).rejects.toMatchObject({ code: 'bad-request' })
  await expect(give(target(early))).rejects.toMatchObject({ code: 'bad-request' })
})

it('a red line better than the yellow one, an unknown indicator, a region of another level are refused', async () => {
  await expect(give(threshold({ red: 85 }))).rejects.toMatchObject({ params: { field: 'red' } })
  await expect(give(threshold({ indicator: 'no' }))).rejects.toMatchObject({ code: 'not-found' })
  await expect(give(target({ region: 99 }))).rejects.toMatchObject({ code: 'not-found' })
  await expect(give(target({ level: 'city' }))).rejects.toMatchObject({ code: 'bad-request' })
})

it('only who leads the whole city sets what it is judged by', async () => {
  const district = { ...leader, regions: [2] }
  await expect(give(threshold(), district)).rejects.toMatchObject({ code: 'forbidden' })
  const duty = { ...leader, roles: ['duty-officer' as const] }
  await expect(give(target(), duty)).rejects.toMatchObject({ code: 'forbidden' })
})
