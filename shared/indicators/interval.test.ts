import fc from 'fast-check'
import { expect, it } from 'vitest'
import { intervalOf } from './interval.ts'

const ratio = { formula: 'ratio', scale: 100 } as const
const of = (numerator: number, denominator: number) =>
  intervalOf(ratio, { numerator, denominator, value: (100 * numerator) / denominator })

it('agrees with published Wilson limits: 81 of 263 lie between 25.5 % and 36.6 %', () => {
  const [low, high] = of(81, 263) ?? [0, 0]
  expect(low).toBeCloseTo(25.5, 1)
  expect(high).toBeCloseTo(36.6, 1)
})

it('holds the share and stays within 0 and 100', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, share) => {
        const k = Math.floor(share * n)
        const [low, high] = of(k, n) ?? [NaN, NaN]
        expect(low).toBeLessThanOrEqual((100 * k) / n + 1e-9)
        expect(high).toBeGreaterThanOrEqual((100 * k) / n - 1e-9)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(100)
      },
    ),
  )
})

it('gives none where parts are withheld, or where it is no share', () => {
  expect(intervalOf(ratio, { value: 95, numerator: null, denominator: null })).toBeNull()
  expect(
    intervalOf({ formula: 'mean', scale: 1 }, { value: 2, numerator: 4, denominator: 2 }),
  ).toBe(null)
})
