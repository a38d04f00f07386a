import type { Judge } from '../scheduler/judge-indicators.ts'

/** A slice of judging, and the pause after it: screens ask the same thread. */
const sliceMs = 4
const pauseMs = 30
const idleMs = 5_000
/** After a start the screens come first: what is read for the first time takes longer. */
const firstMs = 15_000

/**
 * Judges indicators in the server's thread, a few milliseconds at a time, once the demo's history is
 * loaded: what happened before the city went live raises nothing. Returns how to stop.
 */
export function startJudging(
  judge: Judge,
  loading: () => boolean,
  failed: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const next = (ms: number): void => {
    if (!stopped) timer = setTimeout(slice, ms)
  }
  const slice = (): void => {
    if (loading()) return next(idleMs)
    const started = performance.now()
    judge
      .step(() => performance.now() - started >= sliceMs)
      .then(
        (more) => next(more ? pauseMs : idleMs),
        (error: unknown) => {
          if (!stopped) failed(error)
          next(idleMs)
        },
      )
  }
  next(firstMs)
  return () => {
    stopped = true
    if (timer) clearTimeout(timer)
  }
}
