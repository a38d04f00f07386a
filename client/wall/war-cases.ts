import type { CaseRow } from '../../shared/cases/rows.ts'
import type { Severity } from '../../shared/city/pack.ts'
import { byGravity } from '../stores/case-order.ts'

/** The list of open cases puts the gravest first and is cut off here. */
const listed = 60

/** What 战时 is about: open cases of Ⅰ and Ⅱ, the gravest and newest first. */
export function graveCases(rows: readonly CaseRow[]): CaseRow[] {
  return rows.filter((row) => row.severity <= 2 && row.closedAt === null).sort(byGravity)
}

/** 4, or 60+ where the list may not hold them all. */
export function countWords(rows: readonly CaseRow[], severity: Severity): string {
  const count = rows.filter((row) => row.severity === severity && row.closedAt === null).length
  const all = rows.filter((row) => row.severity <= severity).length
  return all >= listed ? `${count}+` : String(count)
}

/** Events of 战时 (事件): gravest first; what has run out of time before what has it left. */
export function warOrder(rows: readonly CaseRow[]): CaseRow[] {
  const deadline = (row: CaseRow): number => row.deadline ?? Infinity
  return [...rows].sort(
    (a, b) => a.severity - b.severity || deadline(a) - deadline(b) || byGravity(a, b),
  )
}
