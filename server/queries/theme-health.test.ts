import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestCity, nantongPack, noon, simulatedFacts } from '../../test/demo-city.ts'
import { indicatorBoard } from './indicator-board.ts'
import { themeHealth } from './theme-health.ts'

const city = makeTestCity()
const { pack, view } = city

beforeAll(() => {
  city.take(simulatedFacts(nantongPack(), 3))
  city.clock.time = noon
})
afterAll(() => city.close())

describe('how the themes stand', () => {
  it('names every theme of the pack once, in its order', () => {
    const { themes } = themeHealth(view, { region: 1 })
    const inOrder = [...pack.themes].sort((a, b) => a.order - b.order).map(({ id }) => id)
    expect(themes.map(({ theme }) => theme)).toEqual(inOrder)
    for (const { known, total, red, yellow } of themes) {
      expect(known).toBeLessThanOrEqual(total)
      expect(red + yellow).toBeLessThanOrEqual(known)
    }
  })

  it('says for each theme what its own tiles say', () => {
    const window = { grain: 'day', at: view.standing().now } as const
    for (const { theme, red, yellow, worst, known } of themeHealth(view, { region: 2 }).themes) {
      const { tiles } = indicatorBoard(view, { region: 2, theme, window })
      const fresh = tiles.filter((tile) => !tile.stale)
      expect(fresh.filter(({ status }) => status === 'red')).toHaveLength(red)
      expect(fresh.filter(({ status }) => status === 'yellow')).toHaveLength(yellow)
      expect(tiles.filter(({ value }) => value !== null)).toHaveLength(known)
      expect(worst === 'red').toBe(red > 0)
    }
  })

  it('is worked out once for walls that ask within a quarter of a minute', () => {
    const first = themeHealth(view, { region: 3 })
    city.clock.time += 14_000
    expect(themeHealth(view, { region: 3 })).toBe(first)
    city.clock.time += 2_000
    expect(themeHealth(view, { region: 3 })).not.toBe(first)
  })

  it('of a new day is that day’s, and a clock that was set back makes nothing last', () => {
    const { time } = city.clock
    city.clock.time = view.zone.startOfDay(view.zone.dayOf(time) + 1) - 5_000
    const evening = themeHealth(view, { region: 3 })
    city.clock.time += 6_000
    const morning = themeHealth(view, { region: 3 })
    expect(morning.now - evening.now).toBe(6_000)
    city.clock.time = time
    expect(themeHealth(view, { region: 3 }).now).toBe(time)
  })

  it('answers as of a position with what was known then', () => {
    const position = view.position
    expect(themeHealth(view, { region: 1, at: position }).position).toBe(position)
  })
})
