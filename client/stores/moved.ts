import { watch } from 'vue'
import type { Timers } from '../api/timers.ts'
import { useLive } from './live.ts'
import { paced } from './pace.ts'
import { useTime } from './time.ts'

/**
 * Runs when the live city has moved on: facts came (at most once in `gap` ms), the feed is back
 * after a loss, or a minute has passed. In replay nothing moves. Returns what stops it.
 */
export function whenMoved(timers: Timers, gap: number, run: () => void): () => void {
  const live = useLive()
  const time = useTime()
  const pace = paced(() => time.replay === null && run(), gap, timers)
  const stopWatch = watch(
    () => [live.position, live.returns, time.minute] as const,
    // The feed's first word is no news: the question has only just been asked.
    ([position], [known]) => (known === 0 && position > 0 ? undefined : pace.call()),
  )
  return () => {
    stopWatch()
    pace.stop()
  }
}
