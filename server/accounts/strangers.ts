import { lockLimits } from './limits.ts'

/** As many unknown names as are remembered; the oldest go first. */
const most = 10_000

/**
 * Names that nobody has (未知账号名) are locked like accounts, so that an answer does not say which
 * names exist. Kept in memory: there is nothing to protect behind them.
 */
export function makeStrangers() {
  const known = new Map<string, { failures: number; lockedUntil: number | null }>()
  return {
    lockedUntil: (name: string): number | null => known.get(name)?.lockedUntil ?? null,
    /** Counts a failure; returns until when the name is locked. */
    failed(name: string, now: number): number | null {
      const failures = (known.get(name)?.failures ?? 0) + 1
      const locked = failures >= lockLimits.failures
      const lockedUntil = locked ? now + lockLimits.lockedMs : null
      known.delete(name)
      known.set(name, { failures: locked ? 0 : failures, lockedUntil })
      const oldest = known.keys().next().value
      if (known.size > most && oldest !== undefined) known.delete(oldest)
      return lockedUntil
    },
  }
}
