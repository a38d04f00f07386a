import type { LiveFrame } from '../../shared/cases/rows.ts'
import type { OpenFeed } from './city-api.ts'
import { backoff, type Timers } from './timers.ts'

export type Connection = 'connecting' | 'live' | 'lost'

/** A connection that has not opened for this long is given up. */
export const connectWithin = 10_000

export interface FeedWatch<F = LiveFrame> {
  onFrame(frame: F): void
  onConnection(connection: Connection): void
  /** Why a try has failed; the next one is under way all the same. */
  onFailed?(error: unknown): void
}

/**
 * Keeps one live feed open until stopped. Whatever interrupts it (a cut, 503, HTML, a server that froze)
 * ends the try; the next one begins at most 10 s later, not all screens at once, after the last frame seen.
 */
export function superviseFeed<F = LiveFrame>(
  open: OpenFeed<F>,
  timers: Timers,
  watch: FeedWatch<F>,
): () => void {
  let lastId: string | null = null
  let attempt = 0
  let everLive = false
  let stopped = false
  let close = () => {}
  let cancelTimer = () => {}

  function connect() {
    let current = true
    let begun = false
    const hear = (then: () => void) => current && !stopped && then()
    const live = () => {
      cancelTimer()
      everLive = true
      watch.onConnection('live')
    }
    const giveUp = (error: unknown) =>
      hear(() => {
        current = false
        close()
        cancelTimer()
        watch.onConnection(everLive || attempt > 0 ? 'lost' : 'connecting')
        watch.onFailed?.(error)
        cancelTimer = timers.after(backoff(attempt++, timers.chance()), connect)
      })
    cancelTimer = timers.after(connectWithin, () => giveUp(new Error('Nothing came.')))
    if (attempt === 0) watch.onConnection('connecting')
    const end = open(lastId, {
      connected: () => {
        begun = true
        hear(live)
      },
      // The browser would try by itself, at a pace of its own that all screens share.
      connecting: () => {
        if (begun) giveUp(new Error('The connection was interrupted.'))
        begun = true
      },
      frame: (id, frame) =>
        hear(() => {
          live()
          attempt = 0
          lastId = id
          watch.onFrame(frame)
        }),
      failed: giveUp,
    })
    if (current) close = end
    else end()
  }

  connect()
  return () => {
    stopped = true
    cancelTimer()
    close()
  }
}
