import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoLeader } from '../../../shared/access/asker.ts'
import { hourMs, minuteMs } from '../../../shared/time/civil.ts'
import { alertCity } from '../../../test/alert-city.ts'
import { orderCity } from '../../../test/order-city.ts'
import { settleMs, wallInputs } from './wall-inputs.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => {
  city = orderCity()
})
afterEach(() => city.close())

const calls = () => wallInputs(city.view)(city.clock.time).calls

it('an event of Ⅱ calls from when it was recorded until it is over', () => {
  const at = city.clock.time
  const caseId = city.report()
  expect(calls()).toEqual([])
  city.tell(caseId, 'case-retyped', { eventType: '0102', severity: 2 })
  expect(calls()).toMatchObject([
    { id: `case-${caseId}`, severity: 2, caseId, from: at + settleMs, to: null },
  ])
  city.pass(5 * minuteMs)
  city.tell(caseId, 'case-cancelled', { reason: '误报' })
  expect(calls()).toMatchObject([{ to: city.clock.time + settleMs }])
})

it('an event that was told long after it happened is history and calls nobody', () => {
  const caseId = city.report({ at: city.clock.time - 2 * hourMs })
  city.tell(caseId, 'case-retyped', {
    ...{ eventType: '0102', severity: 1, occurredAt: city.clock.time - hourMs },
    publishedAt: city.clock.time - hourMs,
  })
  expect(calls()).toEqual([])
})

it('a figure that crossed its line is a change until somebody acknowledges it', async () => {
  const judged = alertCity()
  judged.calls(100)
  await judged.judged()
  const changes = () => wallInputs(judged.view)(judged.clock.time).changes
  const [first] = changes()
  expect(first).toMatchObject({ indicator: 'calls.rate', region: 2, level: 'red', to: null })
  // 50 % of 80 %: three eighths below the line.
  expect(first?.by).toBeCloseTo(0.375)
  const [row] = judged.rows()
  judged.pass(minuteMs)
  await judged.orders(
    demoLeader(1),
    { verb: 'acknowledge-alert', alert: row?.alert ?? 0, note: '' },
    judged.clock.time,
  )
  judged.view.follow()
  expect(changes()).toMatchObject([{ id: first?.id, to: judged.clock.time + settleMs }])
  judged.close()
})
