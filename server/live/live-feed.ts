import type { LiveFrame } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { CityView } from '../queries/city-view.ts'
import { frameMaker } from './frames.ts'

/** At most four frames a second. */
const frameMs = 250
/** A screen that hears nothing for this long is told that nothing happened, with the server's time. */
const idleMs = 10_000

export interface Timers {
  after(ms: number, run: () => void): { cancel(): void }
}

/** The live feed (实时流): one topic per region, frames from a position on. */
export interface LiveFeed {
  /** Tells that the log moved; frames follow within `frameMs`. */
  committed(): void
  /** Frames for one screen, from `after` on (null = from now); ends when `signal` aborts. */
  frames(
    region: RegionId,
    after: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<LiveFrame, void>
}

/** Makes the feed over a view that it keeps following the log. */
export function makeLiveFeed(
  view: CityView,
  timers: Timers,
  backfill: () => number | null,
): LiveFeed {
  const frameFrom = frameMaker(view, backfill)
  const waiting = new Set<() => void>()
  let due: { cancel(): void } | null = null

  const wake = (): void => {
    due = null
    view.follow()
    const screens = [...waiting]
    waiting.clear()
    for (const screen of screens) screen()
  }
  const nextWake = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const idle = timers.after(idleMs, done)
      function done(): void {
        idle.cancel()
        waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      waiting.add(done)
      signal.addEventListener('abort', done)
    })

  return {
    committed: () => {
      due ??= timers.after(frameMs, wake)
    },
    async *frames(region, after, signal) {
      let position = after ?? view.position
      while (!signal.aborted) {
        const frame = frameFrom(region, position)
        position = frame.position
        yield frame
        if (view.position === position && !signal.aborted) await nextWake(signal)
      }
    },
  }
}
