import { watch } from 'vue'
import type { Timers } from '../api/timers.ts'
import { useLive } from './live.ts'
import { paced } from './pace.ts'
import { useTime } from './time.ts'

/** Clocks agree to less: who asks so long after the minute is told of the new one (and of the new day). */
const afterMinute = 1_000

/**
 * Runs when the live city has moved on: facts came or the feed is back after a loss (at most once in `gap` ms),
 * or a minute is over, and with it perhaps a day, month or year. In replay nothing moves. Returns what stops it.
 */
export function whenMoved(timers: Timers, gap: number, run: () => void): () => void {
  const live = useLive()
  const time = useTime()
  const pace = paced(() => time.replay === null && run(), gap, timers)
  const stops = [
    watch(
      () => [live.position, live.returns] as const,
      // The feed's first word is no news: the question has only just been asked.
      ([position], [known]) => (known === 0 && position > 0 ? undefined : pace.call()),
    ),
    whenMinuteOver(() => pace.now()),
    () => pace.stop(),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Runs when a minute of the live city is over. In replay nothing moves. Returns what stops it. */
export function whenMinuteOver(run: () => void): () => void {
  const time = useTime()
  return watch(
    () => Math.floor((time.now - afterMinute) / 60_000),
    () => time.replay === null && run(),
  )
}
