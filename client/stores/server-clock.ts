import type { ClockSaid } from '../api/clock-said.ts'

/** The newest answers that the offset is read off: clocks drift apart in days. */
const remembered = 8
/** A frame may be this long on its way before our own clock is what has moved. */
const slowest = 2_000
/** The least that a clock that has moved is told by. */
const least = 50

/**
 * How far the server's clock is ahead of ours (时钟偏差), ms. The answer that was quickest there and back
 * says it best; frames only tell that our own clock has been set, or has slept.
 */
export function serverClock(read: () => number) {
  let samples: { offset: number; doubt: number }[] = []
  const best = () =>
    samples.reduce<{ offset: number; doubt: number } | null>(
      (known, one) => (known === null || one.doubt < known.doubt ? one : known),
      null,
    )
  const forgetIfMoved = (earliest: number, latest: number): void => {
    const known = best()
    if (known === null) return
    const { offset, doubt } = known
    if (offset + doubt + least < earliest || offset - doubt - least > latest) samples = []
  }
  return {
    get offset(): number {
      return best()?.offset ?? 0
    },
    /** An answer has just come. */
    answered({ now, roundTrip }: ClockSaid): void {
      const doubt = roundTrip / 2
      const offset = now + doubt - read()
      forgetIfMoved(offset - doubt, offset + doubt)
      samples = [...samples, { offset, doubt }].slice(-remembered)
    },
    /** A frame that was made at `now` on the server's clock has just come. */
    framed(now: number): void {
      const offset = now - read()
      forgetIfMoved(offset, offset + slowest)
      if (samples.length === 0) samples = [{ offset, doubt: slowest }]
    },
  }
}
