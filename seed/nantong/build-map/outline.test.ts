import { expect, it } from 'vitest'

import { cutOutline, isClockwise, shade } from './outline.ts'

// A square, counter-clockwise from its south-west corner.
const square = [
  [120, 30],
  [121, 30],
  [121, 31],
  [120, 31],
  [120, 30],
]

it('lights coasts that face north-west and shades those that face south-east, either way round', () => {
  for (const ring of [square, [...square].reverse()]) {
    const clockwise = isClockwise(ring)
    const g = new Map(
      ring.slice(1).map((to, i) => {
        const from = ring[i] ?? to
        const [x = 0, y = 0] = [
          ((from[0] ?? 0) + (to[0] ?? 0)) / 2,
          ((from[1] ?? 0) + (to[1] ?? 0)) / 2,
        ]
        return [`${x},${y}`, shade(from, to, clockwise)]
      }),
    )
    expect(g.get('120.5,31')).toBeLessThan(0.3)
    expect(g.get('120,30.5')).toBeLessThan(0.3)
    expect(g.get('121,30.5')).toBeGreaterThan(0.7)
    expect(g.get('120.5,30')).toBeGreaterThan(0.7)
  }
})

it('cuts a ring without losing a segment', () => {
  const ring = Array.from({ length: 27 }, (_, i) => [120 + Math.cos(i), 30 + Math.sin(i)])
  const pieces = cutOutline(ring)
  const segments = pieces.reduce((sum, p) => sum + p.geometry.coordinates.length - 1, 0)
  expect(segments).toBe(26)
})
