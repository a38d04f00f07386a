/** What decides a row's place: its interval on a scale where more is better. */
export type Standing = readonly [low: number, high: number]

/**
 * Places that the intervals allow (名次区间), best and worst, counted from 1: only a row that lies wholly
 * above another is surely better, so overlapping rows share places. null = not ranked, and not counted.
 */
export function placesOf(
  standings: readonly (Standing | null)[],
): (readonly [number, number] | null)[] {
  const ranked = standings.filter((s) => s !== null)
  return standings.map((own) => {
    if (own === null) return null
    const better = ranked.filter(([low]) => low > own[1]).length
    const worse = ranked.filter(([, high]) => high < own[0]).length
    return [better + 1, ranked.length - worse]
  })
}

/** The middle of some values (中位数), halfway between two; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
