import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestCity, noon, simulatedFacts } from '../../test/demo-city.ts'
import { periodicFacts } from '../../test/periodic-facts.ts'
import { resolveWindow } from '../time/period.ts'
import { evaluate } from './evaluate.ts'
import { seriesOf } from './series.ts'
import { spanFor } from './span.ts'

const city = makeTestCity()
const { pack, view } = city
const dayMs = 86_400_000
const grains = ['day', 'week', 'month', 'quarter', 'year'] as const
const towns = view.epoch.tree.childrenOf(2).map((r) => r.id)

beforeAll(() => {
  city.take(periodicFacts(pack, noon - 500 * dayMs, noon - 365 * dayMs))
  city.take(periodicFacts(pack, noon - 130 * dayMs, noon))
  city.take(simulatedFacts(pack, 6))
})
afterAll(() => city.close())

describe('a trend', () => {
  it('holds for every period the number that the wall would show for it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pack.indicators),
        fc.constantFrom(1, 2, 3, ...towns.slice(0, 2)),
        fc.constantFrom(...grains),
        (indicator, region, grain) => {
          const ctx = view.standing()
          const asked = { from: noon - 70 * dayMs, to: noon, grain }
          const answer = seriesOf({ ...asked, indicators: [indicator.id], regions: [region] }, ctx)
          for (const point of answer.series[0]?.points ?? []) {
            const own = point.to - point.from < 2 * dayMs ? ('day' as const) : undefined
            const at = point.from
            const window = { grain: own ?? grainOfPoint(point.label), at }
            const span = spanFor(indicator, resolveWindow(ctx.zone, window, ctx.now), ctx)
            if (span === null || span.periodFrom !== point.from || span.late) {
              expect([indicator.id, point.label, point.value]).toEqual([
                indicator.id,
                point.label,
                null,
              ])
              continue
            }
            const value = evaluate({ indicator, region, window }, ctx)
            const same = (v: typeof value | typeof point) => ({
              ...{ value: v.value, numerator: v.numerator, denominator: v.denominator },
              ...{ absence: v.absence, status: v.status, lastYear: v.lastYear, asOf: v.asOf },
              ...{ completeness: v.completeness, stale: v.stale },
            })
            expect({ id: indicator.id, ...same(point) }).toEqual({
              id: indicator.id,
              ...same(value),
            })
          }
        },
      ),
      { numRuns: 150, seed: 5 },
    )
  })

  it('answers in the indicator’s own grain where a finer one is asked', () => {
    const answer = seriesOf(
      {
        indicators: ['quality.gdp_growth'],
        regions: [1],
        from: noon - 200 * dayMs,
        to: noon,
        grain: 'day',
      },
      view.standing(),
    )
    expect(answer.series[0]?.points.map((p) => p.label)).toEqual(['2026年第三季度'])
  })

  it('ends with the running day, marked as such, and without a day that has not begun', () => {
    const answer = seriesOf(
      {
        indicators: ['overview.accepted_today'],
        regions: [1],
        from: noon - 3 * dayMs,
        to: noon + 9 * dayMs,
        grain: 'day',
      },
      view.standing(),
    )
    const points = answer.series[0]?.points ?? []
    expect(points.map((p) => [p.label, p.partial])).toEqual([
      ['11月3日', false],
      ['11月4日', false],
      ['11月5日', true],
    ])
  })

  it('draws control limits for a daily count, or says that history is too short', () => {
    const ask = { regions: [1], from: noon - 3 * dayMs, to: noon, grain: 'day' as const }
    const indicators = ['overview.accepted_today', 'overview.close_ontime_rate']
    const { series } = seriesOf({ ...ask, indicators }, view.standing())
    expect(series.map((s) => [s.control, s.shortHistory])).toEqual([
      [null, true],
      [null, false],
    ])
  })

  it('refuses more than it can answer at once, and says what to do', () => {
    const ids = pack.indicators.slice(0, 21).map((i) => i.id)
    const days = { from: noon - 10 * dayMs, to: noon, grain: 'day' as const }
    const ask = (q: object) => () =>
      seriesOf({ indicators: ids.slice(0, 1), regions: [1], ...days, ...q }, view.standing())
    expect(ask({ indicators: ids })).toThrow(/最多 20 个/)
    expect(ask({ regions: Array.from({ length: 121 }, () => 1) })).toThrow(/最多 120 个/)
    expect(ask({ from: noon - 5_000 * dayMs })).toThrow(/最多 1200 个/)
    expect(ask({ from: noon })).toThrow(/from 应早于 to/)
  })
})

function grainOfPoint(label: string) {
  if (label.includes('周')) return 'week' as const
  if (label.includes('旬')) return 'tenday' as const
  if (label.includes('季度')) return 'quarter' as const
  if (label.includes('学期')) return 'term' as const
  return label.includes('月') ? ('month' as const) : ('year' as const)
}
