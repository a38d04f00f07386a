import type { ClockLapse, Span } from './state.ts'

/** A stretch in which a case was past a deadline (超期): `deadline` is the first it missed. */
export interface OverdueSpan extends Span {
  deadline: number
}

/**
 * Stretches past the disposal or closing deadline, ascending, those that touch joined: a case that
 * misses both is overdue once.
 */
export function overdueSpans(lapses: readonly ClockLapse[]): OverdueSpan[] {
  const spans: OverdueSpan[] = []
  if (lapses.length === 0) return spans
  const late = lapses
    .filter(({ clock, from, to }) => (clock === 'disposal' || clock === 'closing') && from !== to)
    .sort((a, b) => a.from - b.from || a.deadline - b.deadline)
  for (const { from, to, deadline } of late) {
    const last = spans.at(-1)
    if (last === undefined || (last.to !== null && last.to < from)) {
      spans.push({ from, to, deadline })
    } else if (last.to !== null && (to === null || to > last.to)) {
      last.to = to
    }
  }
  return spans
}
