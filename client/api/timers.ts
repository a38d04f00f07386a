/** Waiting and chance, as an argument: tests turn the hands themselves. */
export interface Timers {
  /** Runs `then` once after `ms`; the returned function calls it off. */
  after(ms: number, then: () => void): () => void
  /** A share, 0 ≤ share < 1, that is another on every screen: so that not all do the same at once. */
  chance(): number
}

export const windowTimers: Timers = {
  after(ms, then) {
    const id = setTimeout(then, ms)
    return () => clearTimeout(id)
  },
  chance: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
}

/** 0.5, 1, 2, 4, 8, 10, 10 … seconds, of which half is left to chance: all screens fail together. */
export function backoff(attempt: number, chance = 1): number {
  return Math.min(10_000, 500 * 2 ** Math.min(attempt, 10)) * (0.5 + chance / 2)
}
