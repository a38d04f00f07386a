import type { ClockSaid } from '../api/clock-said.ts'

/** The newest answers that the offset is read off: clocks drift apart in days. */
const remembered = 8
/** A frame may be this long on its way before our own clock is what has moved. */
const slowest = 2_000
/** The least that a clock that has moved is told by. */
const least = 50

/**
 * The server's clock (服务器时钟) as this machine knows it, UTC ms. The answer that was quickest there and back
 * says it best; frames only tell that one of the clocks has been set. Between two words of the server it runs on
 * `steady`, ms from any beginning, which nobody sets; `own` is the machine's own clock.
 */
export function serverClock(own: () => number, steady: () => number) {
  let samples: { offset: number; doubt: number }[] = []
  /** What our own clock says beyond the steady one. */
  let beyond = own() - steady()
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
    now: (): number => Math.round(steady() + (best()?.offset ?? beyond)),
    /** An answer has just come. */
    answered({ now, roundTrip }: ClockSaid): void {
      const doubt = roundTrip / 2
      const offset = now + doubt - steady()
      forgetIfMoved(offset - doubt, offset + doubt)
      samples = [...samples, { offset, doubt }].slice(-remembered)
    },
    /** A frame that was made at `now` on the server's clock has just come. */
    framed(now: number): void {
      const offset = now - steady()
      forgetIfMoved(offset, offset + slowest)
      if (samples.length === 0) samples = [{ offset, doubt: slowest }]
    },
    /**
     * How far our own clock has jumped since it was last asked, ms; 0 = it has not. It was set, or the machine
     * slept and the steady clock stood: only the server can tell which.
     */
    jumped(): number {
      const by = own() - steady() - beyond
      if (Math.abs(by) < slowest) return 0
      beyond += by
      return by
    },
    /** The machine slept for so long: for when the server does not say what time it is. */
    slept(by: number): void {
      samples = samples.map((one) => ({ ...one, offset: one.offset + by }))
    },
  }
}
