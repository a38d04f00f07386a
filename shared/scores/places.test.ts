import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianOf, placesOf, type Standing } from './places.ts'

describe('places within a peer group', () => {
  it('are shared by rows whose intervals overlap', () => {
    expect(
      placesOf([
        [90, 95],
        [94, 98],
        [70, 80],
      ]),
    ).toEqual([
      [1, 2],
      [1, 2],
      [3, 3],
    ])
  })

  it('are not given to a row without an interval, and it takes none from the others', () => {
    expect(placesOf([[90, 95], null, [70, 80]])).toEqual([[1, 1], null, [2, 2]])
  })

  const standing = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 }))
    .map(([low, width]): Standing => [low, low + width])

  it('lie between first and last, and every place is somebody’s', () => {
    fc.assert(
      fc.property(fc.array(standing, { minLength: 1, maxLength: 12 }), (rows) => {
        const places = placesOf(rows)
        for (let place = 1; place <= rows.length; place += 1) {
          expect(places.some((p) => p !== null && p[0] <= place && place <= p[1])).toBe(true)
        }
        for (const p of places) expect(p !== null && 1 <= p[0] && p[0] <= p[1]).toBe(true)
      }),
    )
  })

  it('of two rows one of which surely is better never share', () => {
    fc.assert(
      fc.property(fc.array(standing, { minLength: 2, maxLength: 9 }), (rows) => {
        const places = placesOf(rows)
        rows.forEach(([low], i) =>
          rows.forEach(([, high], j) => {
            if (low > high) expect(places[i]?.[0]).toBeLessThanOrEqual(places[j]?.[0] ?? 0)
          }),
        )
      }),
    )
  })
})

it('the median of an even number of values lies halfway, of none there is none', () => {
  expect(medianOf([4, 1, 3])).toBe(3)
  expect(medianOf([4, 1, 3, 2])).toBe(2.5)
  expect(medianOf([])).toBeNull()
})
