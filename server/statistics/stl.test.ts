import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stl } from './stl.ts'

interface Reference {
  index: number[]
  seasonal: number[]
  trend: number[]
}
const r = JSON.parse(
  readFileSync(new URL('./fixtures/r-stl.json', import.meta.url), 'utf8'),
) as Record<'nottem' | 'co2', number[]> &
  Record<'nottemSeven' | 'nottemPeriodicRobust' | 'co2TwentyOneRobust', Reference>

it.each([
  ['nottem', 'nottemSeven', { seasonal: 7, robust: false }],
  ['nottem', 'nottemPeriodicRobust', { seasonal: 'periodic', robust: true }],
  ['co2', 'co2TwentyOneRobust', { seasonal: 21, robust: true }],
] as const)('decomposes %s as R does (%s)', (data, name, options) => {
  const parts = stl(Float64Array.from(r[data]), { period: 12, ...options })
  const { index, seasonal, trend } = r[name]
  index.forEach((at, i) => {
    expect(parts.seasonal[at]).toBeCloseTo(seasonal[i] ?? NaN, 6)
    expect(parts.trend[at]).toBeCloseTo(trend[i] ?? NaN, 6)
  })
})

it('finds a pure season whole, and a shift and a scale pass through it', () => {
  const seasons = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 12 })
  fc.assert(
    fc.property(seasons, fc.integer({ min: -9, max: 9 }), (season, factor) => {
      const period = season.length
      const mean = season.reduce((sum, value) => sum + value, 0) / period
      const y = Float64Array.from(
        { length: period * 6 },
        (_, i) => (season[i % period] ?? 0) - mean,
      )
      const options = { period, seasonal: 'periodic', robust: false } as const
      const plain = stl(y, options)
      const moved = stl(
        y.map((value) => factor * value + 7),
        options,
      )
      y.forEach((value, i) => {
        expect(plain.seasonal[i]).toBeCloseTo(value, 6)
        expect(plain.trend[i]).toBeCloseTo(0, 6)
        expect(moved.seasonal[i]).toBeCloseTo(factor * value, 6)
        expect(moved.trend[i]).toBeCloseTo(7, 6)
      })
    }),
    { numRuns: 30 },
  )
})
