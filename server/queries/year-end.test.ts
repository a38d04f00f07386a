import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSimulator } from '../../seed/simulator/simulator.ts'
import { makeTestCity } from '../../test/demo-city.ts'
import { windowAt } from '../api/inputs.ts'
import { caseRhythm } from './case-rhythm.ts'
import { indicatorBoard } from './indicator-board.ts'

const newYear = Date.parse('2027-01-01T00:00:00+08:00')
const city = makeTestCity()
const { view, pack } = city

beforeAll(() => {
  const simulator = makeSimulator(pack, { seed: 7, scale: 0.004 })
  city.clock.time = newYear - 10_000
  city.take(simulator.factsPublished(newYear - 86_400_000, newYear - 10_000))
})
afterAll(() => city.close())

/** What a wall is answered that asks for what runs now. */
function answers(at: number) {
  city.clock.time = at
  const board = (theme: string) => {
    const window = windowAt({ grain: 'day' }, view.standing().now)
    return indicatorBoard(view, { region: pack.cityRegion, theme, window })
  }
  const tiles = pack.themes.flatMap(({ id }) => board(id).tiles)
  return {
    day: board(pack.themes[0]!.id).window,
    rhythm: caseRhythm(view, { region: pack.cityRegion }),
    /** Indicators that say what runs now, not what the last whole period was. */
    running: tiles.filter(({ window }) => window.partial).map(({ indicator }) => indicator),
    begun: tiles.filter(({ window }) => window.from === newYear).map(({ indicator }) => indicator),
  }
}

it('at the year’s end every answer is of the new day, month and year, though the log stands still', () => {
  const { position } = view
  const before = answers(newYear - 1)
  const after = answers(newYear)
  expect(view.position).toBe(position)
  expect([before.day.label, after.day.label]).toEqual(['12月31日', '1月1日'])
  expect(after.day.from).toBe(newYear)
  expect(before.rhythm.slots.some(({ accepted }) => accepted > 0)).toBe(true)
  expect(after.rhythm.dayStart).toBe(newYear)
  expect(after.rhythm.slots.every(({ accepted }) => accepted === 0)).toBe(true)
  expect(before.begun).toEqual([])
  expect(before.running.length).toBeGreaterThan(20)
  expect(after.running).toEqual(before.running)
  expect(after.begun).toEqual(expect.arrayContaining(after.running))
})
