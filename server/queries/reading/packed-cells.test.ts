import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PackedCells } from './packed-cells.ts'

const reported = fc.oneof(
  fc.constant(NaN),
  fc.constant(-Infinity),
  fc.integer({ min: -40_000, max: 40_000 }),
  fc.integer({ min: -4_000_000, max: 4_000_000 }).map((n) => n / 1_000),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const uniform = fc.oneof(
  fc.array(fc.oneof(fc.constant(NaN), fc.integer({ min: -100, max: 100 })), { maxLength: 40 }),
  fc.array(
    fc.integer({ min: -9_999, max: 9_999 }).map((n) => n / 10),
    { maxLength: 40 },
  ),
  fc.array(reported, { maxLength: 40 }),
)

test('a packed value is the very value that was reported', () => {
  fc.assert(
    fc.property(uniform, (values) => {
      const cells = PackedCells.pack(Float64Array.from(values))
      expect(values.map((_, i) => cells.raw(i))).toEqual(values)
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('a value that does not fit is refused, not rounded', () => {
  fc.assert(
    fc.property(uniform, reported, fc.nat(), (values, value, place) => {
      if (values.length === 0) return
      const at = place % values.length
      const cells = PackedCells.pack(Float64Array.from(values))
      const expected = [...values]
      if (cells.write(at, value)) expected[at] = value
      expect(expected.map((_, i) => cells.raw(i))).toEqual(expected)
    }),
    { numRuns: 500, seed: 2 },
  )
})

test('a period put in between leaves the others as they were', () => {
  const rows = [
    [1, 2, -Infinity],
    [0.5, NaN, -Infinity],
  ]
  const cells = PackedCells.pack(Float64Array.from(rows.flat()))
  cells.insert(2, 3, 2, 1)
  expect(Array.from({ length: 6 }, (_, i) => cells.raw(i))).toEqual([
    ...[1, -Infinity, 2],
    ...[0.5, -Infinity, NaN],
  ])
  const wider = cells.widened(2, 3, 4)
  expect(wider.raw(2)).toBe(2)
  expect(wider.raw(4)).toBe(0.5)
  expect(wider.raw(7)).toBe(-Infinity)
})
