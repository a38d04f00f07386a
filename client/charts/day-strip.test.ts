import { describe, expect, it } from 'vitest'
import { aDay, noon } from '../panels/builders.ts'
import { dayStripOf, lastReplayable, slotIndexAt, slotMs } from './day-strip.ts'

const day = aDay()
const running = 58 // 14:30–14:45 holds 14:32:08

describe('bars', () => {
  it('stand as high as their share of the fullest quarter-hour, yesterday’s included', () => {
    const { bars, peak } = dayStripOf(
      aDay((_, i) => (i === 3 ? { yesterday: 40 } : {})),
      noon,
      null,
    )
    expect(peak).toBe(40)
    expect(bars[0]!.height).toBe(0.25)
  })

  it('are known up to now, ahead after it', () => {
    const { bars } = dayStripOf(day, noon, null)
    expect(bars[running]!.state).toBe('known')
    expect(bars[running + 1]!.state).toBe('ahead')
  })

  it('the running quarter-hour is as wide as it has run', () => {
    const { bars } = dayStripOf(day, noon, null)
    expect(bars[running]!.width).toBeCloseTo(0.88 * (128 / 900), 3)
    expect(bars[running - 1]!.width).toBeCloseTo(0.88)
  })

  it('in replay, what came later is not yet known', () => {
    const replayAt = day[40]!.from
    const { bars, cursor } = dayStripOf(day, noon, replayAt)
    expect([39, 40, running + 1].map((i) => bars[i]!.state)).toEqual(['known', 'later', 'ahead'])
    expect(cursor).toBeCloseTo(40 / 96)
  })
})

it('yesterday’s line breaks where yesterday is missing', () => {
  const { ghost } = dayStripOf(
    aDay((_, i) => (i === 1 ? { yesterday: null } : {})).slice(0, 4),
    noon,
    null,
  )
  expect(ghost).toBe('M0.5 0.2M2.5 0.2L3.5 0.2')
})

it('an empty day draws nothing and divides by nothing', () => {
  expect(dayStripOf([], noon, null)).toMatchObject({ bars: [], ghost: '', peak: 1 })
})

describe('choosing', () => {
  it('the last slot that can be replayed is over and has a position', () => {
    expect(lastReplayable(day, noon)).toBe(running - 1)
    expect(lastReplayable([], noon)).toBe(-1)
  })

  it('the end of a slot still belongs to it', () => {
    expect(slotIndexAt(day, day[40]!.from + slotMs)).toBe(40)
    expect(slotIndexAt(day, day[40]!.from + 1)).toBe(40)
    expect(slotIndexAt(day, 0)).toBe(0)
    expect(slotIndexAt(day, noon * 2)).toBe(95)
  })
})
