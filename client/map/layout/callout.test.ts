import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { overlap } from './box.ts'
import { placeCallout } from './callout.ts'

const box = { x: 500, y: 400, width: 1000, height: 800 }
const size = { width: 300, height: 90 }

describe('the call-out of the selected event', () => {
  it('lies right of its symbol where nothing is in the way', () => {
    expect(placeCallout({ x: 400, y: 300 }, size, [], box).side).toBe('right')
  })

  it('turns to the left at the right edge', () => {
    const placed = placeCallout({ x: 960, y: 300 }, size, [], box)
    expect(placed.x + placed.width / 2).toBeLessThan(960)
  })

  it('hides no symbol while there is a place that hides none', () => {
    const row = [430, 470, 520, 600].map((x) => ({ x, y: 300, width: 24, height: 24 }))
    const placed = placeCallout({ x: 400, y: 300 }, size, row, box)
    for (const symbol of row) expect(overlap(placed, symbol)).toBe(0)
  })

  it('always stays in the free box', () => {
    const at = fc.record({
      x: fc.integer({ min: 0, max: 1000 }),
      y: fc.integer({ min: 0, max: 800 }),
    })
    fc.assert(
      fc.property(at, fc.array(at, { maxLength: 20 }), (point, others) => {
        const obstacles = others.map((o) => ({ ...o, width: 24, height: 24 }))
        const placed = placeCallout(point, size, obstacles, box)
        expect(Math.abs(placed.x - box.x)).toBeLessThanOrEqual((box.width - size.width) / 2)
        expect(Math.abs(placed.y - box.y)).toBeLessThanOrEqual((box.height - size.height) / 2)
      }),
    )
  })
})
