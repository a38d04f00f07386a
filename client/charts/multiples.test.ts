import { describe, expect, it } from 'vitest'
import { multiplesOf } from './multiples.ts'

const points = (...values: (number | null)[]) => values.map((value, from) => ({ from, value }))

describe('small multiples', () => {
  it('share one scale: the same value lies at the same height', () => {
    const { cells, low, high } = multiplesOf([points(0, 50), points(50, 100)], [], null)
    expect([low, high]).toEqual([0, 100])
    expect(cells[0]?.end).toEqual({ x: 100, y: 50 })
    expect(cells[1]?.line).toBe('M0 50L100 8')
  })

  it('leave a gap where a period is missing', () => {
    const [cell] = multiplesOf([points(1, 2, null, 1)], [], null).cells
    expect(cell?.line).toBe('M0 92L33.3 8')
    expect(cell?.lonely).toBe('M100 92h0')
  })

  it('show the threshold only while the lines keep half the height', () => {
    expect(multiplesOf([points(90, 100)], [], 95).threshold).toBe(50)
    expect(multiplesOf([points(90, 100)], [], 10).threshold).toBe(null)
  })

  it('say nothing where nothing is known', () => {
    const { cells } = multiplesOf([points(null, null)], [], 5)
    expect(cells[0]).toEqual({ line: '', lonely: '', end: null })
  })
})
