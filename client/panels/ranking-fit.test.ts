import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitRanking } from './ranking-fit.ts'

it('keeps the first and the last places and says how many lie between', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 3, max: 30 }), (n, room) => {
      const rows = Array.from({ length: n }, (_, i) => i)
      const { head, hidden, tail } = fitRanking(rows, room)
      expect(head.length + hidden + tail.length).toBe(n)
      expect(head.length + tail.length + (hidden > 0 ? 1 : 0)).toBeLessThanOrEqual(
        Math.max(room, 0),
      )
      expect([...head, ...tail]).toEqual([
        ...rows.slice(0, head.length),
        ...rows.slice(n - tail.length),
      ])
    }),
  )
})

it('shows everything while the room is not known yet', () => {
  expect(fitRanking([1, 2, 3, 4], 0)).toEqual({ head: [1, 2, 3, 4], hidden: 0, tail: [] })
})
