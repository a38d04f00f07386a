/** Losses this far apart are not one trouble, ms. */
const forgotten = 10 * 60_000
/** After so many the map is left alone (不再重试). */
export const mostFailures = 3
/** The browser itself gives a lost context back within this, or not at all, ms. */
export const restoredWithin = 2_000

/** Counts a map's failures: whether it is worth another try, and after how long. */
export function createPatience(now: () => number) {
  let failures: number[] = []
  return {
    /** Milliseconds until the next try; null = enough. */
    failed(): number | null {
      failures = [...failures.filter((at) => now() - at < forgotten), now()]
      return failures.length >= mostFailures ? null : restoredWithin
    },
  }
}
