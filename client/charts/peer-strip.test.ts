import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFigure } from '../panels/builders.ts'
import { peerPlaceOf, peerStripOf } from './peer-strip.ts'

const row = (values: (number | null)[], own = 0, median: number | null = null) => {
  const peers = values.map((value, i) => aFigure(i + 1, value))
  return { own: peers[own]!, peers, median }
}

describe('the peer strip', () => {
  it('lays the best to the right, also where less is better', () => {
    const up = peerStripOf(row([90, 95, 100], 2, 95), 'up')
    expect(up.own?.at).toBe(1)
    expect(up.median).toBe(0.5)
    expect(up.others.map((dot) => dot.at)).toEqual([0, 0.5])
    expect(peerStripOf(row([1, 2, 4], 0), 'down').own?.at).toBe(1)
  })

  it('has no dot for a region without a figure, itself too', () => {
    const strip = peerStripOf(row([null, 3, 4], 0), 'up')
    expect(strip.own).toBe(null)
    expect(strip.others.map((dot) => dot.region)).toEqual([2, 3])
  })

  it('lays what is all the same in the middle', () => {
    expect(peerStripOf(row([5, 5], 0, 5), 'up')).toMatchObject({ own: { at: 0.5 }, median: 0.5 })
  })

  it('stays on the strip', () => {
    const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }))
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const strip = peerStripOf(row(values), 'up')
        for (const { at } of [...strip.others, ...(strip.own ? [strip.own] : [])])
          expect(at >= 0 && at <= 1).toBe(true)
      }),
    )
  })
})

describe('the place among peers', () => {
  const meta = { direction: 'up' as const, decimals: 1 }
  it('is shared by figures that print the same', () => {
    const place = { rank: 2, of: 4, tied: true }
    expect(peerPlaceOf(row([97, 96.04, 96.0, 90], 1), meta)).toEqual(place)
    expect(peerPlaceOf(row([97, 96.04, 96.0, 90], 2), meta)).toEqual(place)
  })
  it('counts from the lowest where less is better', () => {
    expect(peerPlaceOf(row([3, 1, 2], 1), { direction: 'down', decimals: 0 })?.rank).toBe(1)
  })
  it('is nobody’s without a figure, or where neither more nor less is better', () => {
    expect(peerPlaceOf(row([null, 1]), meta)).toBe(null)
    expect(peerPlaceOf(row([2, 1]), { direction: 'neutral', decimals: 0 })).toBe(null)
  })
})
