import type { CaseRow } from '../../shared/cases/rows.ts'

/** One case on a line of time (时限条), shares of the span shown, 0–1. */
export interface CaseSpan {
  row: CaseRow
  /** Since it was reported, at most up to now. */
  from: number
  /** False = it was reported before the span. */
  begins: boolean
  /** What is left until its deadline: from now on; null = none runs, or it is over. */
  until: number | null
  /** False = the deadline lies beyond the span. */
  ends: boolean
  /** Where its deadline was, when it is over. */
  lateFrom: number | null
}

export interface SpanDrawing {
  from: number
  to: number
  /** Now, as a share. */
  now: number
  lines: CaseSpan[]
  /** Instants of the axis, UTC ms, and where they lie. */
  marks: { at: number; share: number }[]
}

const hour = 3_600_000
export const spanBefore = 8 * hour
export const spanAfter = 4 * hour
const markEvery = 2 * hour

/** Cases between eight hours ago and four hours from now. */
export function caseSpans(rows: readonly CaseRow[], now: number): SpanDrawing {
  const [from, to] = [now - spanBefore, now + spanAfter]
  const share = (at: number): number => Math.max(0, Math.min(1, (at - from) / (to - from)))
  const lines = rows.map((row): CaseSpan => {
    const { reportedAt, deadline } = row
    const late = deadline !== null && deadline < now
    return {
      row,
      from: share(reportedAt),
      begins: reportedAt >= from,
      until: deadline === null || late ? null : share(deadline),
      ends: deadline !== null && deadline <= to,
      lateFrom: late ? share(deadline) : null,
    }
  })
  const first = Math.ceil(from / markEvery) * markEvery
  const marks = Array.from({ length: Math.ceil((to - first) / markEvery) }, (_, i) => {
    const at = first + i * markEvery
    return { at, share: share(at) }
  })
  return { from, to, now: share(now), lines, marks }
}
