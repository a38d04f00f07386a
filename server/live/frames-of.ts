import type { LiveFrame } from '../../shared/cases/rows.ts'
import type { LiveFeed } from './live-feed.ts'
import type { Topic } from './topic.ts'

const mostWaiting = 4

/** What a listener is told, as a generator that ends when `signal` aborts. */
export async function* framesOf(
  listen: LiveFeed['listen'],
  topic: Topic,
  after: number | null,
  signal: AbortSignal,
): AsyncGenerator<LiveFrame, void> {
  const waiting: LiveFrame[] = []
  let wake = (): void => {}
  const stop = listen(topic, after, {
    full: () => waiting.length >= mostWaiting,
    tell: (frame) => {
      waiting.push(frame)
      wake()
    },
  })
  signal.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!signal.aborted) {
      const frame = waiting.shift()
      if (frame) yield frame
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    stop()
  }
}
