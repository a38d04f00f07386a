import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WallAsked } from './asked.ts'
import { least, leastTile, gap, type WallPart } from './least.ts'
import { planWall } from './plan-wall.ts'
import { leastType } from './wall-shape.ts'

const any: fc.Arbitrary<WallAsked> = fc.record({
  width: fc.integer({ min: 800, max: 7680 }),
  height: fc.integer({ min: 600, max: 2160 }),
  distance: fc.double({ min: 0.8, max: 2, noNaN: true }),
  screens: fc.constantFrom(1, 1, 2, 3, 4, 6),
  picture: fc.constantFrom('city' as const, 'theme' as const, 'war' as const),
  mapOnly: fc.boolean(),
})
const near = 1e-6
const wall = (given: Partial<WallAsked> = {}): WallAsked => ({
  ...{ width: 1920, height: 1080, distance: 1, screens: 1, picture: 'city', mapOnly: false },
  ...given,
})
const partsOf = (given: Partial<WallAsked> = {}) =>
  planWall(wall(given)).parts.map((one) => one.part)
const sizes = [
  [1024, 768],
  [1920, 1080],
  [3840, 2160],
  [3840, 1080],
  [6656, 1792],
  [1080, 1920],
] as const

describe('on any wall', () => {
  it('no part lies on another, and none leaves its screen', () => {
    fc.assert(
      fc.property(any, (asked) => {
        const { parts, rem } = planWall(asked)
        for (const one of parts) {
          expect(one.left).toBeGreaterThanOrEqual(-near)
          expect(one.top).toBeGreaterThanOrEqual(-near)
          expect((one.left + one.width) * rem).toBeLessThanOrEqual(asked.width + near)
          expect((one.top + one.height) * rem).toBeLessThanOrEqual(asked.height + near)
          for (const other of parts)
            if (one !== other && one.screen === other.screen)
              expect(
                one.left + one.width <= other.left + near ||
                  other.left + other.width <= one.left + near ||
                  one.top + one.height <= other.top + near ||
                  other.top + other.height <= one.top + near,
              ).toBe(true)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('every part has the room to be read, and no type is too small', () => {
    fc.assert(
      fc.property(any, (asked) => {
        const { parts, rem, tiles } = planWall(asked)
        expect(rem * 1.125).toBeGreaterThanOrEqual(leastType - near)
        for (const { part, width, height } of parts) {
          if (part === 'title') continue
          expect([part, width >= least[part].width - near]).toEqual([part, true])
          expect([part, height >= least[part].height - near]).toEqual([part, true])
        }
        const own = parts.find(({ part }) => part === 'tiles')
        expect(tiles.count > 0).toBe(own !== undefined)
        if (!own) return
        const tile = leastTile[asked.picture === 'theme' ? 'theme' : 'city']
        const rows = Math.ceil(tiles.count / tiles.columns)
        expect(own.width).toBeGreaterThanOrEqual(tiles.columns * (tile.width + gap) - gap - near)
        expect(own.height).toBeGreaterThanOrEqual(rows * (tile.height + gap) - gap - near)
      }),
      { numRuns: 3_000 },
    )
  })

  it('there is one map and one of everything else, and a title on every screen', () => {
    fc.assert(
      fc.property(any, (asked) => {
        const { parts, mapScreen } = planWall(asked)
        expect(parts.filter(({ part }) => part === 'title')).toHaveLength(asked.screens)
        expect(parts.find(({ part }) => part === 'stage')?.screen).toBe(mapScreen)
        const rest = parts.map(({ part }) => part).filter((part) => part !== 'title')
        expect(new Set(rest).size).toBe(rest.length)
      }),
    )
  })

  it('who stands farther away reads larger type', () => {
    fc.assert(
      fc.property(any, (asked) => {
        const farther = planWall({ ...asked, distance: asked.distance * 1.2 })
        expect(farther.rem).toBeGreaterThanOrEqual(planWall(asked).rem)
      }),
    )
  })
})

describe('the walls that are built', () => {
  it.each(sizes)('%i × %i shows title, nav, map, figures, cases, ranking and the day', (w, h) => {
    const everything: WallPart[] = ['title', 'nav', 'stage', 'tiles', 'stream', 'ranking', 'strip']
    expect(partsOf({ width: w, height: h })).toEqual(expect.arrayContaining(everything))
  })

  it('4K is 1080p with twice the pixels', () => {
    const [hd, uhd] = [planWall(wall()), planWall(wall({ width: 3840, height: 2160 }))]
    expect(uhd.rem).toBe(2 * hd.rem)
    expect(uhd.parts).toEqual(hd.parts)
  })

  it('from twice as far the map and the gravest stay, with fewer rows', () => {
    const far = planWall(wall({ distance: 2 }))
    const kept = far.parts.map(({ part }) => part)
    expect(kept).toEqual(expect.arrayContaining(['title', 'stage']))
    expect(far.tiles.count).toBeLessThan(planWall(wall()).tiles.count)
  })

  it('战时 has its incident, map, events and orders at every size', () => {
    for (const [width, height] of sizes)
      expect(partsOf({ width, height, picture: 'war' })).toEqual(
        expect.arrayContaining(['title', 'incident', 'stage', 'stream', 'orders']),
      )
  })

  it('战时 keeps figures under its alerts where it has the width', () => {
    for (const [width, height] of sizes.filter(([w, h]) => w / h > 1.6)) {
      const { parts, tiles } = planWall(wall({ width, height, picture: 'war' }))
      expect(parts.map(({ part }) => part)).toEqual(expect.arrayContaining(['alerts', 'tiles']))
      expect(tiles.count).toBeGreaterThanOrEqual(4)
    }
  })

  it('a wall of several screens loses nothing that one screen has', () => {
    for (const picture of ['city', 'theme', 'war'] as const)
      for (const screens of [2, 3, 4])
        expect(partsOf({ picture, screens })).toEqual(expect.arrayContaining(partsOf({ picture })))
  })

  it('the map alone is a title and a map', () => {
    expect(partsOf({ mapOnly: true })).toEqual(['title', 'stage'])
  })
})
