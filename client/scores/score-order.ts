import type { ScoreGroup, ScoreRow, ScoreTable } from '../../shared/scores/answers.ts'

/** A peer group with its rows in the order shown. */
export interface OrderedGroup extends ScoreGroup {
  rows: ScoreRow[]
}

/** Rows by a rate within their peer group, best or worst first; what is not ranked comes last. */
export function inGroups(table: ScoreTable, column: number, worst: boolean): OrderedGroup[] {
  const down = table.indicators[column]?.direction === 'down'
  const sign = down === worst ? 1 : -1
  const ranked = (row: ScoreRow): boolean => (row.cells[column]?.places ?? null) !== null
  const value = (row: ScoreRow): number => row.cells[column]?.value ?? 0
  return table.groups.map((group) => {
    const rows = table.rows.filter((row) => row.group === group.name)
    rows.sort((a, b) => {
      if (ranked(a) !== ranked(b)) return ranked(a) ? -1 : 1
      return ranked(a) ? sign * (value(b) - value(a)) : 0
    })
    return { ...group, rows }
  })
}
