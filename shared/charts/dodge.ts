/** Places of words one above the other (避让): each as near to where it wants to be as `gap` lets it, within [low, high]. */
export function dodge(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i)
  const room = Math.min(gap, order.length > 1 ? (high - low) / (order.length - 1) : gap)
  // Groups that touch move together, to the mean of where their members want to be.
  const groups: { from: number; count: number; sum: number }[] = []
  const topOf = (group: { count: number; sum: number }): number => {
    const span = (group.count - 1) * room
    return Math.min(Math.max(group.sum / group.count - span / 2, low), high - span)
  }
  order.forEach(({ y }, from) => {
    groups.push({ from, count: 1, sum: y })
    for (;;) {
      const [above, last] = [groups.at(-2), groups.at(-1)]
      if (!above || !last || topOf(above) + above.count * room <= topOf(last)) break
      groups.splice(-2, 2, {
        from: above.from,
        count: above.count + last.count,
        sum: above.sum + last.sum,
      })
    }
  })
  const placed = wanted.map(() => low)
  for (const group of groups) {
    const top = topOf(group)
    for (let k = 0; k < group.count; k += 1) {
      const at = order[group.from + k]
      if (at) placed[at.i] = top + k * room
    }
  }
  return placed
}

/** Lanes for words along a line (分行): none covers another in its lane; null where no lane has room. */
export function lanesOf(
  spans: readonly { from: number; to: number }[],
  lanes: number,
): (number | null)[] {
  const ends: number[] = []
  const order = spans.map((span, i) => ({ ...span, i })).sort((a, b) => a.from - b.from)
  const found: (number | null)[] = spans.map(() => null)
  for (const { from, to, i } of order) {
    let lane = ends.findIndex((end) => end <= from)
    if (lane < 0 && ends.length < lanes) lane = ends.length
    if (lane < 0) continue
    ends[lane] = to
    found[i] = lane
  }
  return found
}
