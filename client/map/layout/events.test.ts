import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { circleHits } from './box.ts'
import { nudgeSymbols } from './events.ts'

const label = { x: 200, y: 200, width: 90, height: 48 }

describe('event symbols beside labels', () => {
  it('moves a symbol out of a label it only just enters', () => {
    const [moved] = nudgeSymbols([{ id: 1, at: { x: 240, y: 215 }, radius: 10 }], [label], 1)
    expect(moved?.from).toEqual({ x: 240, y: 215 })
    expect(moved && circleHits(label, moved.at, 10)).toBe(false)
  })

  it('loses none, moves none by more than 20 px, and leaves the free ones alone', () => {
    const symbol = fc.record({
      at: fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 400 }) }),
      radius: fc.constantFrom(10, 13, 15, 18),
    })
    fc.assert(
      fc.property(fc.array(symbol, { maxLength: 40 }), fc.constantFrom(0.8, 1, 2), (list, k) => {
        const symbols = list.map((s, id) => ({ ...s, id }))
        const placed = nudgeSymbols(symbols, [label], k)
        expect(placed.map((p) => p.id)).toEqual(symbols.map((s) => s.id))
        placed.forEach((p, i) => {
          const before = symbols[i]?.at ?? { x: NaN, y: NaN }
          const far = Math.hypot(p.at.x - before.x, p.at.y - before.y)
          if (p.from) expect(far).toBeGreaterThanOrEqual(8 * k - 1e-9)
          else expect(circleHits(label, before, p.radius)).toBe(false)
          expect(far).toBeLessThanOrEqual(20 * k + 1e-9)
        })
      }),
    )
  })
})
