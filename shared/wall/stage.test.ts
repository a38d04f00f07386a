import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StageRule } from '../city/pack.ts'
import { minuteMs } from '../time/civil.ts'
import { rawStage, stepStage, type PendingStage } from './stage.ts'

const rule = (stage: number, condition: string, hold = 0, down = 0): StageRule => ({
  ...{ stage, name: `${stage}级`, mode: stage > 3 ? '战' : '平', colour: 'blue', condition },
  ...{ rule: '', holdMinutes: hold, stepDownMinutes: down },
})
const rules = [
  rule(1, 'otherwise'),
  rule(2, 'warnings.blue>=1;late.status>=yellow', 10, 60),
  rule(4, 'case.one>=1;warnings.orange>=1&case.two>=6', 0, 120),
]
const stageOf = (values: Record<string, number | string>) =>
  rawStage(rules, ({ id }) => values[id] ?? null)

test('the highest stage of which one alternative holds, with the alternative that held', () => {
  expect(stageOf({})).toEqual({ stage: 1, condition: 'otherwise' })
  expect(stageOf({ late: 'red' })).toEqual({ stage: 2, condition: 'late.status>=yellow' })
  expect(stageOf({ late: 'normal' })?.stage).toBe(1)
  expect(stageOf({ 'warnings.orange': 1, 'case.two': 5 })?.stage).toBe(1)
  expect(stageOf({ 'warnings.orange': 1, 'case.two': 6, late: 'red' })).toEqual({
    ...{ stage: 4, condition: 'warnings.orange>=1&case.two>=6' },
  })
  expect(rawStage([], () => null)).toBeNull()
})

test('what is not known holds nothing', () => {
  expect(stageOf({ 'warnings.blue': NaN })?.stage).toBe(1)
})

test('the city goes up after the minutes of the higher stage and down after those of its own', () => {
  const at = (minutes: number) => minutes * minuteMs
  const [ordinary, watch, grave] = [1, 2, 4].map((stage) => ({ stage, condition: 'x' }))
  if (!ordinary || !watch || !grave) throw new Error('three stages')
  const first = stepStage(rules, 1, null, watch, at(0))
  expect(first.change).toBeNull()
  expect(stepStage(rules, 1, first.pending, watch, at(9)).change).toBeNull()
  expect(stepStage(rules, 1, first.pending, watch, at(10)).change).toEqual(watch)
  expect(stepStage(rules, 1, first.pending, grave, at(1)).change).toEqual(grave)
  const down = stepStage(rules, 4, null, ordinary, at(0))
  expect(stepStage(rules, 4, down.pending, watch, at(119)).change).toBeNull()
  expect(stepStage(rules, 4, down.pending, watch, at(120)).change).toEqual(watch)
  expect(stepStage(rules, null, null, grave, at(0)).change).toEqual(grave)
})

test('a reading that comes and goes within its minutes never moves the city', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 }), (gaps) => {
      let pending: PendingStage | null = null
      let now = 0
      for (const [i, gap] of gaps.entries()) {
        now += gap * minuteMs
        const raw = { stage: i % 2 === 0 ? 2 : 1, condition: 'x' }
        const step = stepStage(rules, 1, pending, raw, now)
        expect(step.change).toBeNull()
        pending = step.pending
      }
    }),
  )
})
