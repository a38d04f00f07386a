import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity, nantongPack, noon, simulatedFacts } from '../../test/demo-city.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { caseList } from './case-list.ts'

const city = makeTestCity()
const { view, pack } = city
const levels = pack.indicators.filter(
  (i) =>
    i.formula === 'value' &&
    i.numerator.every((id) => {
      const measure = pack.measures.find((m) => m.id === id)
      return measure?.origin === 'cases' && measure.kind === 'balance'
    }),
)
const past: number[] = []

beforeAll(() => {
  const facts = simulatedFacts(nantongPack(), 6, 0.008)
  for (let from = 0; from < facts.length; from += 400) {
    const batch = facts.slice(from, from + 400)
    city.clock.time = Math.max(...batch.map((f) => Number(f.publishedAt ?? f.occurredAt)))
    city.take(batch)
    past.push(view.position)
  }
  city.clock.time = noon
})
afterAll(() => city.close())

describe('the cases that stand open', () => {
  const places = [1, 2, 3, ...view.epoch.tree.childrenOf(2).map((r) => r.id)]

  it('are exactly those that the figure counts, now and as of any past position', () => {
    let seen = 0
    for (const at of [undefined, ...past.slice(-4)]) {
      for (const indicator of levels) {
        for (const region of places) {
          const standing = view.standing(at)
          const window = { grain: 'day' as const, at: standing.now }
          const { value } = evaluate({ indicator, region, window }, standing)
          if (value === null) continue
          const asked = { region, window, indicator: indicator.id, part: 'numerator' as const }
          const list = caseList(view, { ...asked, at, limit: 200 }, cityLeader())
          expect({ at, region, id: indicator.id, total: list.total }).toEqual({
            ...{ at, region, id: indicator.id, total: value },
          })
          if (value <= 200) expect(list.rows).toHaveLength(value - list.withheld)
          seen += value
        }
      }
    }
    expect(levels.length).toBeGreaterThan(1)
    expect(seen).toBeGreaterThan(100)
  })
})

it('what fell short of a rate is its denominator without its numerator', () => {
  const rates = pack.indicators.filter(
    (i) =>
      (i.formula === 'ratio' || i.formula === 'share') &&
      [...i.numerator, ...i.denominator].every(
        (id) => pack.measures.find((m) => m.id === id)?.origin === 'cases',
      ),
  )
  let short = 0
  for (const indicator of rates) {
    const window = { grain: 'week' as const, at: noon }
    const value = evaluate({ indicator, region: 1, window }, view.standing())
    if (value.numerator === null || value.denominator === null) continue
    const asked = { region: 1, window, indicator: indicator.id, limit: 200 }
    const list = caseList(view, { ...asked, part: 'gap' }, cityLeader())
    expect([indicator.id, list.total]).toEqual([indicator.id, value.denominator - value.numerator])
    short += list.rows.length
  }
  expect(rates.length).toBeGreaterThan(10)
  expect(short).toBeGreaterThan(0)
})
