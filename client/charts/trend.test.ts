import { expect, it } from 'vitest'
import { tokenNames, type Tokens } from '../styles/tokens.ts'
import { trendOption, type TrendModel } from './trend.ts'

const tokens = {
  ...Object.fromEntries(tokenNames.map((name) => [name, `<${name}>`])),
  rem: 16,
} as Tokens
const model: TrendModel = {
  points: [
    { label: '2日前', value: 96 },
    { label: '1日前', value: null },
    { label: '本期', value: 94 },
  ],
  threshold: 95,
  unit: '%',
  decimals: 1,
}
const seriesOf = (changes: Partial<TrendModel> = {}) =>
  (trendOption({ ...model, ...changes }, tokens).series as Record<string, unknown>[])[0]!

it('never bridges a gap, and marks only the last known point', () => {
  expect(seriesOf()).toMatchObject({
    connectNulls: false,
    data: [
      { value: 96, symbol: 'none' },
      { value: null, symbol: 'none' },
      { value: 94, symbol: 'circle' },
    ],
  })
})

it('draws the threshold only where there is one, near enough not to flatten the line', () => {
  expect(seriesOf()).toMatchObject({ markLine: { data: [{ yAxis: 95 }] } })
  expect(seriesOf({ threshold: null }).markLine).toBeUndefined()
  expect(seriesOf({ threshold: 20 }).markLine).toBeUndefined()
})

it('takes every colour from the tokens, none of them a severity', () => {
  const text = JSON.stringify(trendOption(model, tokens))
  expect(text).not.toMatch(/#[0-9a-f]{3,8}|rgba?\(|<s[1-4]>/i)
})

it('says the least and the greatest figure at its axis, and takes one height or none', () => {
  const axisOf = (changes: Partial<TrendModel>) =>
    trendOption({ ...model, ...changes }, tokens).yAxis
  expect(axisOf({})).toMatchObject({ min: 94, max: 96, interval: 2 })
  const level = [{ label: '本期', value: 95 }]
  expect(axisOf({ points: level })).not.toHaveProperty('min')
  expect(axisOf({ points: [] })).not.toHaveProperty('min')
})
