import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverClock } from './server-clock.ts'

/** A screen whose own clock is wrong by `wrong`, and that a test may set or let sleep. */
function aScreen(wrong: number) {
  const world = { time: 1_700_000_000_000, wrong, slept: 0 }
  const steady = () => world.time - 1_600_000_000_000 - world.slept
  const clock = serverClock(() => world.time + world.wrong, steady)
  return {
    world,
    clock,
    /** An answer that was `there` and `back` on its way, ms. */
    answer(there: number, back: number) {
      world.time += there
      const now = world.time
      world.time += back
      clock.answered({ now, roundTrip: there + back })
    },
    frame(back: number) {
      const now = world.time
      world.time += back
      clock.framed(now)
    },
    error: () => Math.abs(clock.now() - world.time),
  }
}

describe('the server’s clock as a screen knows it', () => {
  it('is right to half the quickest round trip, however wrong our own is', () => {
    const ms = fc.integer({ min: 0, max: 3_000 })
    fc.assert(
      fc.property(
        fc.integer({ min: -1e11, max: 1e11 }),
        fc.array(fc.tuple(ms, ms), { minLength: 1, maxLength: 8 }),
        (wrong, trips) => {
          const screen = aScreen(wrong)
          for (const [there, back] of trips) screen.answer(there, back)
          const quickest = Math.min(...trips.map(([there, back]) => there + back))
          expect(screen.error()).toBeLessThanOrEqual(quickest / 2 + 1)
        },
      ),
    )
  })

  it('is that of the frame until an answer has come, and a slow frame then changes nothing', () => {
    const screen = aScreen(-3_600_000)
    screen.frame(120)
    expect(screen.error()).toBe(120)
    screen.answer(10, 10)
    expect(screen.error()).toBe(0)
    screen.frame(1_500)
    expect(screen.error()).toBe(0)
  })

  it('runs on undisturbed when our own clock is set, and says by how much', () => {
    const screen = aScreen(0)
    screen.answer(5, 5)
    for (const wrong of [8 * 3_600_000, -30_000]) {
      const before = screen.world.wrong
      screen.world.wrong = wrong
      screen.world.time += 700
      expect(screen.error()).toBe(0)
      expect(screen.clock.jumped()).toBe(wrong - before)
      expect(screen.clock.jumped()).toBe(0)
      expect(screen.error()).toBe(0)
    }
  })

  it('is found again by the first frame after a sleep, or believed by our own', () => {
    const screen = aScreen(0)
    screen.answer(5, 5)
    const sleep = 8 * 3_600_000
    screen.world.slept = sleep
    screen.world.time += sleep
    expect(screen.clock.jumped()).toBe(sleep)
    expect(screen.error()).toBe(sleep)
    screen.clock.slept(sleep)
    expect(screen.error()).toBe(0)
    screen.world.slept += sleep
    screen.world.time += sleep
    screen.frame(40)
    expect(screen.error()).toBeLessThanOrEqual(40)
  })
})
