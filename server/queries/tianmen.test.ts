import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { makeTestCity } from '../../test/demo-city.ts'
import { fewRegions } from '../../test/naive-demo.ts'

// 天门 2016-12, as its city-management centre published it: 应结案 972, 结案 911, 按期结案 737.
const due = 972
const closed = 911
const onTime = 737

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** 1 December 2016, midnight in Shanghai. */
const december = Date.UTC(2016, 10, 30, 16)
const city = makeTestCity(fewRegions(1))
const source = 'city-management'

/** A case that falls due in December: closed before its deadline, after it, or not at all. */
function caseFacts(n: number): unknown[] {
  const at = december + dayMs + Math.floor((n * 26 * dayMs) / due)
  const number = `TM-${n}`
  const fact = (type: string, occurredAt: number, more: object = {}) => ({
    ...{ type, source, case: number, key: `${number}/${type}`, occurredAt },
    ...more,
  })
  const closingDeadline = at + 2 * dayMs
  const facts = [
    fact('case-reported', at, { eventType: '0102', region: city.pack.regions[1]?.code }),
    fact('case-accepted', at + 60_000),
    fact('case-registered', at + 120_000),
    fact('case-dispatched', at + 180_000, {
      ...{ department: 'sanitation', disposalDeadline: at + dayMs, closingDeadline },
    }),
  ]
  if (n >= closed) return facts
  const closedAt = n < onTime ? closingDeadline - hourMs : closingDeadline + 9 * dayMs
  return [
    ...facts,
    fact('case-resolved', closedAt - 3 * hourMs),
    fact('case-verified', closedAt - 2 * hourMs),
    fact('case-closed', closedAt),
  ]
}

beforeAll(() => {
  city.clock.time = december + 60 * dayMs
  for (let n = 0; n < due; n += 200) {
    const some = Array.from({ length: Math.min(200, due - n) }, (_, i) => caseFacts(n + i)).flat()
    expect(city.take(some).filter((v) => v.verdict !== 'accepted')).toEqual([])
  }
  const until = december + 59 * dayMs
  city.take([
    {
      ...{ type: 'coverage-reported', source, feed: 'city-management-cases', key: 'coverage' },
      ...{ from: december, until, occurredAt: until },
    },
  ])
})
afterAll(() => city.close())

const figure = (id: string) => {
  const standing = city.view.standing()
  const indicator = standing.catalog.indicator(id)
  const window = { grain: 'month' as const, at: december }
  return evaluate({ indicator, region: 1, window }, standing)
}

test('天门 of December 2016: 结案率 is 93.72 %', () => {
  const rate = figure('citymgmt.close_rate')
  expect([rate.numerator, rate.denominator]).toEqual([closed, due])
  expect(rate.value?.toFixed(2)).toBe('93.72')
})

test('天门 of December 2016: 按期结案率 is 75.82 %', () => {
  const rate = figure('citymgmt.close_ontime_rate')
  expect([rate.numerator, rate.denominator]).toEqual([onTime, due])
  expect(rate.value?.toFixed(2)).toBe('75.82')
})

test('its days add up to the month', () => {
  const standing = city.view.standing()
  const indicator = standing.catalog.indicator('overview.close_ontime_rate')
  let numerator = 0
  let denominator = 0
  for (let day = 0; day < 31; day += 1) {
    const window = { grain: 'day' as const, at: december + day * dayMs }
    const value = evaluate({ indicator, region: 1, window }, standing)
    numerator += value.numerator ?? 0
    denominator += value.denominator ?? 0
  }
  expect([numerator, denominator]).toEqual([onTime, due])
})
