import type { LiveFrame } from '../../shared/cases/rows.ts'
import type { OpenFeed } from './city-api.ts'
import { backoff, type Timers } from './timers.ts'

export type Connection = 'connecting' | 'live' | 'lost'

/** A connection that has said nothing for this long while connecting is given up. */
export const connectWithin = 15_000

export interface FeedWatch {
  onFrame(frame: LiveFrame): void
  onConnection(connection: Connection): void
}

/**
 * Keeps one live feed open until stopped: resumes after the last frame seen, and opens anew after
 * whatever ends a subscription for good (503, HTML, a server that froze), at most 10 s later.
 */
export function superviseFeed(open: OpenFeed, timers: Timers, watch: FeedWatch): () => void {
  let lastId: string | null = null
  let attempt = 0
  let everLive = false
  let stopped = false
  let close = () => {}
  let cancelTimer = () => {}

  function say(connection: Connection) {
    watch.onConnection(connection === 'connecting' && everLive ? 'lost' : connection)
  }

  function connect() {
    let current = true
    const live = () => {
      cancelTimer()
      everLive = true
      say('live')
    }
    const giveUp = () => {
      if (!current || stopped) return
      current = false
      close()
      cancelTimer()
      say(attempt === 0 ? 'connecting' : 'lost')
      cancelTimer = timers.after(backoff(attempt++), connect)
    }
    const expect = () => {
      cancelTimer()
      cancelTimer = timers.after(connectWithin, giveUp)
    }
    say(attempt < 2 ? 'connecting' : 'lost')
    expect()
    const end = open(lastId, {
      connected: () => current && !stopped && live(),
      connecting: () => {
        if (!current || stopped) return
        say('connecting')
        expect()
      },
      frame: (id, frame) => {
        if (!current || stopped) return
        live()
        attempt = 0
        lastId = id
        watch.onFrame(frame)
      },
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
