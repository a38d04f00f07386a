import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestCity, noon, simulatedFacts } from '../../test/demo-city.ts'
import { periodicFacts } from '../../test/periodic-facts.ts'
import type { ChangeAnswer } from '../../shared/indicators/change-answer.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { indicatorChange } from './indicator-change.ts'

const city = makeTestCity()
const { pack, view } = city
const dayMs = 86_400_000
const ways = ['region', 'type', 'department'] as const
const windows = [
  { grain: 'day', at: noon },
  { grain: 'day', at: noon - 2 * dayMs },
  { from: noon - 3 * dayMs, to: noon },
] as const
const places = [1, 2, view.epoch.tree.childrenOf(2)[0]?.id ?? 0]
const change = (indicator: string, region: number, by: (typeof ways)[number], more: object = {}) =>
  indicatorChange(view, { indicator, region, by, window: windows[0], ...more })

beforeAll(() => {
  city.take(periodicFacts(pack, noon - 500 * dayMs, noon - 365 * dayMs))
  city.take(periodicFacts(pack, noon - 130 * dayMs, noon))
  city.take(simulatedFacts(pack, 7))
})
afterAll(() => city.close())

const sum = (answer: ChangeAnswer) => answer.parts.reduce((total, part) => total + part.effect, 0)

describe('why a figure changed', () => {
  it.each(pack.indicators.map((i) => [i.id]))('parts of %s add up to its change', async (id) => {
    for (const region of places) {
      for (const by of ways) {
        for (const window of windows) {
          const answer = await change(id, region, by, { window })
          const what = `${id} ${region} ${by} ${answer.window.label}`
          if (answer.parts.length === 0) {
            expect(answer.unavailable ?? (answer.change === 0 ? '' : null), what).not.toBeNull()
            continue
          }
          expect(answer.unavailable).toBeNull()
          const scale = Math.max(1, ...answer.parts.map((p) => Math.abs(p.effect)))
          const off = Math.abs(sum(answer) - (answer.change ?? NaN))
          expect(off, what).toBeLessThanOrEqual(1e-9 * scale)
        }
      }
    }
  })

  it('finds parts for most of the catalogue', async () => {
    const found = async (by: (typeof ways)[number]) => {
      const ask = pack.indicators.map(({ id }) => change(id, 1, by, { window: windows[1] }))
      return (await Promise.all(ask)).filter(({ parts }) => parts.length > 0).length
    }
    expect(await found('region')).toBeGreaterThan(60)
    expect(await found('type')).toBeGreaterThan(10)
    expect(await found('department')).toBeGreaterThan(10)
  })

  it('compares with the period before, as the tile does', async () => {
    const id = 'overview.accepted_today'
    const window = windows[0]
    const indicator = view.epoch.catalog.indicator(id)
    const value = evaluate({ indicator, region: 1, window }, view.standing())
    expect(await change(id, 1, 'region')).toMatchObject({
      before: value.previous,
      after: value.value,
      base: { label: '11月4日同时段' },
    })
  })

  it('gives each district the figures that it has itself', async () => {
    const id = 'overview.close_ontime_rate'
    const answer = await change(id, 1, 'region', { window: windows[1] })
    const indicator = view.epoch.catalog.indicator(id)
    const window = windows[1]
    for (const part of answer.parts.filter((p) => p.key !== 'rest')) {
      const own = evaluate({ indicator, region: Number(part.key), window }, view.standing())
      expect([part.before, part.after]).toEqual([own.previous, own.value])
    }
    expect(answer.parts.some((p) => p.rateEffect !== 0)).toBe(true)
  })

  it('tells open cases by type and department as they stood at both instants', async () => {
    for (const id of ['overview.open', 'overview.overdue']) {
      for (const by of ['type', 'department'] as const) {
        const { parts, before, after } = await change(id, 1, by)
        const total = (when: 'before' | 'after') =>
          parts.reduce((n, part) => n + (part[when] ?? 0), 0)
        expect([total('before'), total('after')]).toEqual([before, after])
        if (by === 'department') expect(parts.map((p) => p.key)).not.toContain('rest')
      }
    }
  })

  it('never names a sensitive type, nor leaves it alone in the rest', async () => {
    const sensitive = new Set(pack.eventTypes.filter((t) => t.sensitive).map((t) => t.code))
    for (const region of places) {
      for (const window of windows) {
        const { parts } = await change('overview.accepted_today', region, 'type', { window })
        expect(parts.filter((p) => sensitive.has(p.key))).toEqual([])
      }
    }
  })

  it('says in words why a figure is not taken apart', async () => {
    const words = async (id: string, by: (typeof ways)[number], region = 1) =>
      (await change(id, region, by, { window: windows[1] })).unavailable
    expect(await words('quality.gdp_growth', 'region')).toMatch(/无从比较|各级分别报送/)
    expect(await words('hotline.answer_15s', 'type')).toMatch(/不分事项类型|无从比较/)
    const sensitive = pack.indicators.filter((i) => i.sensitive)
    for (const { id } of sensitive) {
      for (const by of ways) expect(await words(id, by), id).toMatch(/敏感指标不作分解|无从比较/)
    }
    const grid = view.epoch.tree.descendantsOf(2, 'grid')[0]?.id ?? 0
    expect(await words('overview.close_ontime_rate', 'region', grid)).not.toBeNull()
  })
})
