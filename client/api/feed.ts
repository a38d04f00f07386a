import type { LiveFrame } from '../../shared/cases/rows.ts'
import type { OpenFeed } from './city-api.ts'
import { backoff, type Timers } from './timers.ts'

export type Connection = 'connecting' | 'live' | 'lost'

/** A connection that has not opened for this long is given up. */
export const connectWithin = 10_000
/** Who has heard nothing for this long, whatever was tried meanwhile, does not hear the server any more. */
export const silentFor = 10_000

export interface FeedWatch<F = LiveFrame> {
  onFrame(frame: F): void
  /** `live` with every word of the server, `lost` as soon as it is not heard. */
  onConnection(connection: 'live' | 'lost'): void
  /** Why a try has failed; the next one is under way all the same. */
  onFailed?(error: unknown): void
}

/** One live feed that is kept open. */
export interface Feed<F = LiveFrame> {
  /** Hears something else from now on; what is known of the server stays. */
  turnTo(open: OpenFeed<F>): void
  /** The machine slept: whatever is open may be dead, and what was heard last is old. */
  wake(): void
  stop(): void
}

/**
 * Keeps one live feed open until stopped. Whatever interrupts it (a cut, 503, HTML, a server that froze)
 * ends the try; the next one begins at most 10 s later, not all screens at once, after the last frame seen.
 */
export function superviseFeed<F = LiveFrame>(
  first: OpenFeed<F>,
  timers: Timers,
  watch: FeedWatch<F>,
): Feed<F> {
  let open = first
  let lastId: string | null = null
  let attempt = 0
  /** Of this try alone what it says is heard. */
  let current = 0
  let isLive = false
  let close = () => {}
  let cancelTry = () => {}
  let cancelSilence = () => {}

  function end() {
    current++
    isLive = false
    cancelTry()
    close()
    close = () => {}
  }
  function lost(error: unknown) {
    watch.onConnection('lost')
    watch.onFailed?.(error)
  }
  function giveUp(error: unknown) {
    end()
    cancelTry = timers.after(backoff(attempt++, timers.chance()), connect)
    lost(error)
  }
  /** Counted over all tries: none of them makes old what is old. */
  function waitForWord() {
    cancelSilence()
    cancelSilence = timers.after(silentFor, () => {
      const error = new Error('Nothing was heard.')
      if (isLive) giveUp(error)
      else lost(error)
    })
  }

  function connect() {
    end()
    const mine = current
    const hear = (then: () => void) => mine === current && then()
    let begun = false
    const live = () => {
      isLive = true
      cancelTry()
      waitForWord()
      watch.onConnection('live')
    }
    const failed = (error: unknown) => hear(() => giveUp(error))
    cancelTry = timers.after(connectWithin, () => failed(new Error('Nothing came.')))
    const ended = open(lastId, {
      connected: () => {
        begun = true
        hear(live)
      },
      // The browser would try by itself, at a pace of its own that all screens share.
      connecting: () => {
        if (begun) failed(new Error('The connection was interrupted.'))
        begun = true
      },
      frame: (id, frame) =>
        hear(() => {
          live()
          attempt = 0
          lastId = id
          watch.onFrame(frame)
        }),
      failed,
    })
    if (mine === current) close = ended
    else ended()
  }

  waitForWord()
  connect()
  return {
    turnTo(next) {
      open = next
      lastId = null
      connect()
    },
    wake() {
      attempt = 0
      end()
      lost(new Error('The machine slept.'))
      connect()
    },
    stop() {
      end()
      cancelSilence()
    },
  }
}
