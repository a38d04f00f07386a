import { expect, it } from 'vitest'
import { seriesSpan, shownPeriods, stripGrain } from './series-span.ts'

const now = Date.parse('2026-11-23T00:00:00Z')
const days = (period: 'month' | 'quarter' | 'year') =>
  (now - seriesSpan(period, now).from) / 86_400_000

it('shows months, or an indicator’s own longer period', () => {
  expect(['day', 'tenday', 'month', 'quarter', 'year'].map((p) => stripGrain(p as never))).toEqual([
    'month',
    'month',
    'month',
    'quarter',
    'year',
  ])
})

it('reaches back far enough for thirteen whole periods', () => {
  expect(days('month')).toBeGreaterThan(shownPeriods * 31)
  expect(days('quarter')).toBeGreaterThan(shownPeriods * 92)
  expect(days('year')).toBeGreaterThan(shownPeriods * 366)
})
