import { expect, it } from 'vitest'
import { aTile } from './builders.ts'
import { trendModel } from './trend-model.ts'

const labelsOf = (sparkBack: 0 | 1) =>
  trendModel(aTile({ spark: [1, 2, 3], sparkBack })).points.map(({ label }) => label)

it('the last point is named 本期 only where it is of this period', () => {
  expect(labelsOf(0)).toEqual(['2日前', '上期', '本期'])
  expect(labelsOf(1)).toEqual(['3日前', '2日前', '上期'])
})
