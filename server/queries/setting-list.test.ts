import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import { dayMs } from '../../shared/time/civil.ts'
import { alertCity, midnight } from '../../test/alert-city.ts'
import { settingList } from './setting-list.ts'

let city: ReturnType<typeof alertCity>
beforeEach(() => void (city = alertCity()))
afterEach(() => city.close())

const administrator = demoPerson('system-admin', 1)
const give = (order: Parameters<typeof city.orders>[1], asker = administrator) =>
  city.orders(asker, order, city.clock.time)
const list = () => settingList(city.view)
const rates = () => list().rows.find(({ indicator }) => indicator === 'calls.rate')!
const lines = (yellow: number, effectiveFrom = midnight) =>
  ({ verb: 'set-threshold', indicator: 'calls.rate', yellow, red: 10, effectiveFrom }) as const

it('shows the lines in force beside the pack’s, and who moved them when', async () => {
  const before = rates()
  expect(before.lines).toEqual(before.packed)
  expect(before.steps).toEqual([])
  await give(lines(80))
  await give(lines(70, midnight + dayMs))
  expect(rates().lines).toEqual({ yellow: 80, red: 10 })
  expect(rates().packed).toEqual(before.packed)
  expect(rates().steps.map(({ by, effectiveFrom, lines }) => [by, effectiveFrom, lines])).toEqual([
    ['演示系统管理员', midnight + dayMs, { yellow: 70, red: 10 }],
    ['演示系统管理员', midnight, { yellow: 80, red: 10 }],
  ])
})

it('a target that was set stands in place of the one before, in its own place alone', async () => {
  const { year } = list()
  const target = (region: number | null, value: number) =>
    give({
      ...{ verb: 'set-target', indicator: 'calls.rate', year, level: 'district' },
      ...{ region, target: value, effectiveFrom: midnight },
    } as const)
  await target(2, 96)
  await target(null, 90)
  city.clock.time += 1
  await target(2, 97)
  const places = rates().targets.map(({ region, target }) => [region, target])
  expect(places).toHaveLength(2)
  expect(places).toEqual(
    expect.arrayContaining([
      [2, 97],
      [null, 90],
    ]),
  )
})

it('an analyst sets nothing', async () => {
  await expect(give(lines(80), demoPerson('analyst', 1))).rejects.toThrow('forbidden')
})

it('names the versions of the pack, the one in force first', () => {
  const { packs, holds } = list()
  expect(packs[0]?.pack).toBe(1)
  expect(holds.find(({ name }) => name === '指标')?.count).toBe(list().rows.length)
})
