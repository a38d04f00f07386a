import { itemsOf } from './cells.ts'
import type { PackProblem } from './problems.ts'
import type { RawRow, TableShape } from './table.ts'

/**
 * Writes department ids in place of names and aliases (别名) in every column that names departments.
 * A name that two departments claim is a problem of departments.tsv; an unknown one stays as it is.
 */
export function resolveDepartments(
  { file, references }: TableShape,
  rows: readonly RawRow[],
  departments: readonly RawRow[],
  problems: PackProblem[],
): void {
  if (file === 'departments.tsv') reportSharedNames(departments, problems)
  const columns = Object.keys(references).filter((c) => references[c]?.to === 'departments.tsv')
  if (columns.length === 0) return
  const ids = idsByName(departments)
  for (const { cells } of rows)
    for (const column of columns)
      cells[column] = itemsOf(cells[column] ?? '')
        .map((name) => ids.get(name) ?? name)
        .join(';')
}

const namesOf = ({ cells }: RawRow): string[] => [
  ...new Set([cells['id'] ?? '', cells['name'] ?? '', ...itemsOf(cells['aliases'] ?? '')]),
]

function idsByName(departments: readonly RawRow[]): Map<string, string> {
  const ids = new Map<string, string>()
  for (const row of departments)
    for (const name of namesOf(row)) if (!ids.has(name)) ids.set(name, row.cells['id'] ?? '')
  return ids
}

function reportSharedNames(departments: readonly RawRow[], problems: PackProblem[]): void {
  const rows = new Map<string, number>()
  for (const department of departments)
    for (const name of namesOf(department)) {
      const before = rows.get(name)
      if (before === undefined) rows.set(name, department.row)
      else
        problems.push({
          file: 'departments.tsv',
          row: department.row,
          column: 'aliases',
          found: name,
          expected: `与第 ${before} 行的名称或别名相同，应只属一个部门`,
        })
    }
}
