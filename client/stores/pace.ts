import type { Timers } from '../api/timers.ts'

export interface Pace {
  /** Runs now if the last run is long enough ago, else once when it is. */
  call(): void
  /** Runs now, however short ago the last run is. */
  now(): void
  stop(): void
}

/** At most one run in `gap` milliseconds; no call is lost, many become one. */
export function paced(run: () => void, gap: number, timers: Timers): Pace {
  let resting = false
  let called = false
  let cancel = () => {}
  function go() {
    called = false
    resting = true
    cancel = timers.after(gap, () => {
      resting = false
      if (called) go()
    })
    run()
  }
  return {
    call() {
      if (resting) called = true
      else go()
    },
    now() {
      cancel()
      go()
    },
    stop() {
      cancel()
      resting = false
      called = false
    },
  }
}
