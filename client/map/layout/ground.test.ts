import { expect, it } from 'vitest'

import { groundsOf, ownerOf } from './ground.ts'

const square = (id: number, x: number) => ({
  type: 'Feature' as const,
  properties: { id },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [x, 0],
        [x + 1, 0],
        [x + 1, 1],
        [x, 1],
        [x, 0],
      ],
    ],
  },
})

it('knows whose land a place lies on, and that water is nobody’s', () => {
  const grounds = groundsOf({ type: 'FeatureCollection', features: [square(4, 0), square(5, 1)] })
  expect(ownerOf(grounds.values(), [0.5, 0.5])).toBe(4)
  expect(ownerOf(grounds.values(), [1.5, 0.5])).toBe(5)
  expect(ownerOf(grounds.values(), [2.5, 0.5])).toBeNull()
  expect(grounds.get(5)?.bounds).toEqual([1, 0, 2, 1])
})
