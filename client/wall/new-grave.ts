import type { CaseRow } from '../../shared/cases/rows.ts'

/**
 * Tells newly come open events of Ⅰ and Ⅱ from those already there (新的Ⅰ、Ⅱ级事件). The first list is
 * what was there; a list that is not known yet says nothing.
 */
export function createGraveWatch(): (rows: readonly CaseRow[] | null) => number {
  let known: Set<number> | null = null
  return (rows) => {
    if (rows === null) return 0
    const grave = rows.filter((row) => row.severity <= 2 && row.closedAt === null)
    const before = known
    known = new Set(grave.map((row) => row.caseId))
    return before === null ? 0 : grave.filter((row) => !before.has(row.caseId)).length
  }
}
