import type { LiveFrame } from '../../shared/cases/rows.ts'
import type { CityView } from '../queries/city-view.ts'
import { frameMaker, type Beside } from './frames.ts'
import { framesOf } from './frames-of.ts'
import type { Topic } from './topic.ts'

/** At most four frames a second. */
export const frameMs = 250
/** Who hears nothing for this long is told that nothing happened: screens know that we are there. */
export const idleMs = 4_000
const beatMs = 1_000

export interface Timers {
  after(ms: number, run: () => void): { cancel(): void }
}

/** One that is told frames (听众). */
export interface Listener {
  /** True while too much is still on its way to it: it is told all of what it missed at once, later. */
  full(): boolean
  tell(frame: LiveFrame): void
}

/** The live feed (实时流): frames of a topic from a position on. */
export interface LiveFeed {
  /** Tells that the log moved; frames follow within `frameMs`. */
  committed(): void
  /** Tells a listener from `after` on (null = from now), the first frame at once; returns what ends it. */
  listen(topic: Topic, after: number | null, listener: Listener): () => void
  /** The same as a generator, that ends when `signal` aborts. */
  frames(topic: Topic, after: number | null, signal: AbortSignal): AsyncGenerator<LiveFrame, void>
}

interface Hearing {
  topic: Topic
  listener: Listener
  position: number
  toldAt: number
}

/** Makes the feed over a view that it keeps following the log. */
export function makeLiveFeed(view: CityView, timers: Timers, beside: Beside): LiveFeed {
  const frameFrom = frameMaker(view, beside)
  const hearings = new Set<Hearing>()
  let due: { cancel(): void } | null = null
  let beat: { cancel(): void } | null = null

  const tell = (hearing: Hearing): void => {
    if (hearing.listener.full()) return
    const frame = frameFrom(hearing.topic, hearing.position)
    hearing.position = frame.position
    hearing.toldAt = frame.now
    hearing.listener.tell(frame)
  }
  const tellWhatMoved = (): void => {
    due = null
    view.follow()
    for (const hearing of hearings) if (hearing.position !== view.position) tell(hearing)
  }
  const tellWhoWaits = (): void => {
    beat = hearings.size > 0 ? timers.after(beatMs, tellWhoWaits) : null
    const now = view.clock.now()
    for (const hearing of hearings) {
      const isBehind = hearing.position !== view.position
      if (isBehind || Math.abs(now - hearing.toldAt) >= idleMs) tell(hearing)
    }
  }
  const listen: LiveFeed['listen'] = (topic, after, listener) => {
    const hearing = { topic, listener, position: after ?? view.position, toldAt: 0 }
    hearings.add(hearing)
    beat ??= timers.after(beatMs, tellWhoWaits)
    tell(hearing)
    return () => {
      hearings.delete(hearing)
      if (hearings.size > 0) return
      beat?.cancel()
      beat = null
    }
  }
  return {
    committed: () => {
      due ??= timers.after(frameMs, tellWhatMoved)
    },
    listen,
    frames: (topic, after, signal) => framesOf(listen, topic, after, signal),
  }
}
