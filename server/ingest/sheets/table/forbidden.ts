import { forbiddenName, forbiddenValues } from '../../forbidden-columns.ts'
import { foundText, type SheetIssue } from '../issue.ts'
import { cellText, type Sheet } from '../../tables/grid.ts'
import type { ColumnHead } from './columns.ts'
import { namesOfPersons } from '../../tables/person-names.ts'

/** A column that is left out before anything is made of it (禁存列). */
export interface DroppedColumn {
  sheet: string
  column: string
  header: string
  why: 'name' | 'values'
}

/** Rows that decide what a column holds. */
const sample = 500

/** Columns whose header names what a person could be known by. */
export const forbiddenByName = (sheet: Sheet, heads: readonly ColumnHead[]): DroppedColumn[] =>
  heads.flatMap((head) =>
    head.lines.some((line) => forbiddenName(line)) ? [dropped(sheet, head, 'name')] : [],
  )

/** Columns that hold numbers or names of persons, whatever they are called; `known` names are none. */
export function forbiddenByValues(
  sheet: Sheet,
  heads: readonly ColumnHead[],
  firstRow: number,
  known: ReadonlySet<string>,
): DroppedColumn[] {
  const last = Math.min(sheet.height, firstRow + sample)
  return heads.flatMap((head) => {
    const values: string[] = []
    for (let row = firstRow; row < last; row += 1) values.push(cellText(sheet.at(row, head.column)))
    const forbidden = forbiddenValues(values) || namesOfPersons(values, known)
    return forbidden ? [dropped(sheet, head, 'values')] : []
  })
}

const dropped = (
  sheet: Sheet,
  { letter, lines }: ColumnHead,
  why: DroppedColumn['why'],
): DroppedColumn => ({
  sheet: sheet.grid.name,
  column: letter,
  header: foundText(lines.filter(Boolean).join('/')),
  why,
})

export const forbiddenIssue = (column: DroppedColumn, headerRow: number): SheetIssue => ({
  code: 'forbidden-column',
  severity: 'warning',
  sheet: column.sheet,
  row: headerRow,
  column: column.column,
  expected: '不应有姓名、电话、证件号等个人信息列；此列未读入，请从模板中删去',
  found: column.header,
})
