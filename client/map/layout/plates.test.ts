import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { circleHits } from './box.ts'
import { thinPlates, type PlateWish } from './plates.ts'

const frame = { x: 500, y: 500, width: 1000, height: 1000 }
const wish = (id: number, kind: number, x: number, y: number): PlateWish => ({
  ...{ id, kind, at: { x, y } },
})
const wishes = fc.array(
  fc.record({
    id: fc.nat(5000),
    kind: fc.nat(4),
    at: fc.record({
      x: fc.integer({ min: -50, max: 1050 }),
      y: fc.integer({ min: -50, max: 1050 }),
    }),
  }),
  { maxLength: 300 },
)

describe('plates of facilities', () => {
  it('never touch each other, a label or the edge', () => {
    const label = { x: 400, y: 400, width: 120, height: 50 }
    fc.assert(
      fc.property(wishes, (list) => {
        const kept = thinPlates(list, [label], frame, 40)
        kept.forEach((a, i) => {
          expect(circleHits(label, a.at, 10)).toBe(false)
          expect(a.at.x >= 0 && a.at.x <= 1000 && a.at.y >= 0 && a.at.y <= 1000).toBe(true)
          for (const b of kept.slice(i + 1))
            expect(Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y)).toBeGreaterThanOrEqual(40)
        })
      }),
    )
  })

  it('let the rare kind have its place beside the common one', () => {
    const common = Array.from({ length: 50 }, (_, i) => wish(i, 0, 100 + i, 100))
    const kept = thinPlates([...common, wish(99, 1, 101, 100)], [], frame, 40)
    expect(kept.map(({ kind }) => kind)).toContain(1)
  })

  it('are the same for the same view', () => {
    const list = [wish(1, 0, 10, 10), wish(2, 1, 20, 10), wish(3, 0, 90, 10)]
    expect(thinPlates(list, [], frame, 40)).toEqual(thinPlates(list, [], frame, 40))
  })
})
