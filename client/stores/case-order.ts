import type { CaseRow } from '../../shared/cases/rows.ts'

/** Cases pinned above the stream while they are open: Ⅲ and graver. */
const pinnedAtMost = 3

export function byNewest(a: CaseRow, b: CaseRow): number {
  return b.reportedAt - a.reportedAt || b.caseId - a.caseId
}

export function byGravity(a: CaseRow, b: CaseRow): number {
  return a.severity - b.severity || byNewest(a, b)
}

/** The stream (实时事件): the gravest few on top, then everything as it comes, newest first. */
export function streamOrder(rows: readonly CaseRow[], limit: number): CaseRow[] {
  const pinned = rows
    .filter((row) => row.severity <= 2)
    .sort(byGravity)
    .slice(0, pinnedAtMost)
  const rest = rows.filter((row) => !pinned.includes(row)).sort(byNewest)
  return [...pinned, ...rest].slice(0, limit)
}

/** What the map marks: every Ⅰ, Ⅱ and Ⅲ, and the newest Ⅳ; only what has a place. */
export function mapOrder(rows: readonly CaseRow[], ordinary = 30, grave = 90): CaseRow[] {
  const placed = rows.filter((row) => row.point !== null)
  return [
    ...placed
      .filter((row) => row.severity < 4)
      .sort(byGravity)
      .slice(0, grave),
    ...placed
      .filter((row) => row.severity === 4)
      .sort(byNewest)
      .slice(0, ordinary),
  ]
}
