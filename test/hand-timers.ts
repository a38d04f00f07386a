import type { Timers } from '../client/api/timers.ts'

export interface HandTimers extends Timers {
  /** Moves time on, running what falls due, in order. */
  advance(ms: number): void
  /** Timers still waiting. */
  readonly waiting: number
}

/** Timers whose hands a test turns itself. */
export function handTimers(chance = 1): HandTimers {
  let now = 0
  const due = new Set<{ at: number; then: () => void }>()
  return {
    after(ms, then) {
      const timer = { at: now + ms, then }
      due.add(timer)
      return () => due.delete(timer)
    },
    chance: () => chance,
    advance(ms) {
      const until = now + ms
      for (;;) {
        const [next] = [...due].filter((t) => t.at <= until).sort((a, b) => a.at - b.at)
        if (!next) break
        due.delete(next)
        now = next.at
        next.then()
      }
      now = until
    },
    get waiting() {
      return due.size
    },
  }
}
