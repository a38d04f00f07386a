/** Waiting, as an argument: tests turn the hands themselves. */
export interface Timers {
  /** Runs `then` once after `ms`; the returned function calls it off. */
  after(ms: number, then: () => void): () => void
}

export const windowTimers: Timers = {
  after(ms, then) {
    const id = setTimeout(then, ms)
    return () => clearTimeout(id)
  },
}

/** 0.5, 1, 2, 4, 8, 10, 10 … seconds: no jitter, a wall is one client. */
export function backoff(attempt: number): number {
  return Math.min(10_000, 500 * 2 ** Math.min(attempt, 10))
}
