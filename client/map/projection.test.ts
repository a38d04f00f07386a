import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fitCamera, project, unproject, type Bounds } from './projection.ts'

const nantong: Bounds = [120.19729, 31.61904, 121.97095, 32.71434]

describe('projection', () => {
  it('comes back to the place it started from', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: 0, max: 14, noNaN: true }),
        (lng, lat, zoom) => {
          const [x, y] = unproject(project([lng, lat], zoom), zoom)
          expect(x).toBeCloseTo(lng, 6)
          expect(y).toBeCloseTo(lat, 6)
        },
      ),
    )
  })
})

describe('fitting the camera', () => {
  const wall = { width: 1920, height: 1080 }
  const free = { left: 490, right: 468, top: 184, bottom: 206 }

  it('fills the free box of a 1080-line wall with the city at zoom 8.55', () => {
    expect(fitCamera(nantong, wall, free, 13).zoom).toBeCloseTo(8.55, 1)
  })

  it('keeps every corner inside the free box', () => {
    const { center, zoom } = fitCamera(nantong, wall, free, 13)
    const c = project(center, zoom)
    const nw = project([nantong[0], nantong[3]], zoom)
    const se = project([nantong[2], nantong[1]], zoom)
    expect(nw.x - c.x + 960).toBeGreaterThanOrEqual(490 - 0.01)
    expect(se.x - c.x + 960).toBeLessThanOrEqual(1920 - 468 + 0.01)
    expect(nw.y - c.y + 540).toBeGreaterThanOrEqual(184 - 0.01)
    expect(se.y - c.y + 540).toBeLessThanOrEqual(1080 - 206 + 0.01)
  })

  it('does not dive to a point beyond the deepest zoom, nor choke on a wall of panels', () => {
    expect(fitCamera([121, 32, 121, 32], wall, free, 13).zoom).toBe(13)
    const crowded = { left: 1000, right: 1000, top: 600, bottom: 600 }
    expect(Number.isFinite(fitCamera(nantong, wall, crowded, 13).zoom)).toBe(true)
  })
})
