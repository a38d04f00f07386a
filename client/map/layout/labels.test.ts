import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { overlap } from './box.ts'
import { placeLabels, type LabelGround, type LabelWish } from './labels.ts'

const wish = (id: number, x: number, y: number, more: Partial<LabelWish> = {}): LabelWish => ({
  id,
  at: { x, y },
  width: 92,
  height: 48,
  rank: 0,
  must: true,
  room: null,
  clear: 0,
  ...more,
})
const ground = (more: Partial<LabelGround> = {}): LabelGround => ({
  obstacles: [],
  frame: { x: 500, y: 400, width: 1000, height: 800 },
  k: 1,
  ...more,
})

describe('label placement', () => {
  it('leaves a label that hides nothing at its place', () => {
    expect(placeLabels([wish(1, 300, 300)], ground())).toEqual([
      { id: 1, box: { x: 300, y: 300, width: 92, height: 48 }, leader: false },
    ])
  })

  it('never lets labels of ten districts overlap one another', () => {
    const place = fc.record({
      x: fc.integer({ min: 100, max: 900 }),
      y: fc.integer({ min: 80, max: 720 }),
    })
    fc.assert(
      fc.property(fc.array(place, { maxLength: 10 }), (places) => {
        const placed = placeLabels(
          places.map(({ x, y }, i) => wish(i, x, y)),
          ground(),
        )
        expect(placed).toHaveLength(places.length)
        for (const a of placed)
          for (const b of placed) if (a !== b) expect(overlap(a.box, b.box)).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('goes round a grave event', () => {
    const event = { x: 300, y: 300, width: 36, height: 36 }
    const [label] = placeLabels(
      [wish(1, 300, 300)],
      ground({ obstacles: [{ box: event, cost: 400 }] }),
    )
    expect(label && overlap(label.box, event)).toBe(0)
  })

  it('ties a district too small for its name to a label on open ground with a line', () => {
    const [label] = placeLabels(
      [wish(7, 300, 300, { room: 40 })],
      ground({ ownerAt: ({ y }) => (y < 380 ? 3 : null) }),
    )
    expect(label?.leader).toBe(true)
    expect(label?.box.y).toBeGreaterThan(370)
  })

  it('leaves out a neighbour that has no room, never one of its own', () => {
    const own = Array.from({ length: 30 }, (_, i) => wish(i, 300, 300))
    const placed = placeLabels([...own, wish(99, 300, 300, { must: false, rank: 1 })], ground())
    expect(placed.map((p) => p.id).sort((a, b) => a - b)).toEqual(own.map((w) => w.id))
  })

  it('stays where it was when another place is hardly better', () => {
    const event = { box: { x: 300, y: 300, width: 20, height: 20 }, cost: 9 }
    const previous = new Map([[1, { x: 0, y: 0 }]])
    const [stay] = placeLabels([wish(1, 300, 300)], ground({ obstacles: [event], previous }))
    expect(stay?.box).toMatchObject({ x: 300, y: 300 })
  })
})
