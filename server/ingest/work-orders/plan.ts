import { DomainError } from '../../../shared/errors.ts'
import {
  fieldName,
  workOrderFields,
  type WorkOrderField,
  type WorkOrderMapping,
} from '../../../shared/imports/mapping.ts'
import { forbiddenName, forbiddenValues } from '../forbidden-columns.ts'
import { cellText, type SheetCell } from '../tables/grid.ts'
import type { TableRow } from '../tables/open-table.ts'
import { namesOfPersons } from '../tables/person-names.ts'
import { plain } from '../tables/words.ts'
import { identityNumbers } from './identity-numbers.ts'

/** A column that is never read (禁存列), with why in words. */
export interface DroppedColumn {
  index: number
  header: string
  why: string
}

/** Which column says what, and which are left out before anything is made of them. */
export interface ColumnPlan {
  headers: string[]
  at: Partial<Record<WorkOrderField, number>>
  dropped: DroppedColumn[]
  /** Columns that may be kept of a refused row. */
  kept: number[]
}

/** As many first rows decide what a column holds (our default). */
export const sampleRows = 500

/** Columns that carry persons, by header and by the first rows; `number` is judged more strictly. */
export function droppedColumns(
  headers: readonly string[],
  rows: readonly TableRow[],
  known: ReadonlySet<string>,
  number: number | undefined,
): DroppedColumn[] {
  return headers.flatMap((header, index): DroppedColumn[] => {
    if (forbiddenName(header)) return [{ index, header, why: '表头为姓名、电话、证件号等个人信息' }]
    const values = rows.map(({ cells }) => cellText(cells[index] ?? null))
    const forbidden =
      index === number
        ? identityNumbers(values)
        : forbiddenValues(values) || namesOfPersons(values, known)
    return forbidden ? [{ index, header, why: '内容为姓名、电话、证件号等个人信息' }] : []
  })
}

export const headersOf = (cells: readonly SheetCell[] | undefined): string[] =>
  (cells ?? []).map((cell) => cellText(cell))

/**
 * Puts a mapping on a sheet's header. Raises `bad-request` that names every column that is missing,
 * there twice, or may not be read where the row cannot do without it.
 */
export function planColumns(
  mapping: WorkOrderMapping,
  headers: string[],
  rows: readonly TableRow[],
  known: ReadonlySet<string>,
): ColumnPlan {
  const problems: string[] = []
  const at: ColumnPlan['at'] = {}
  for (const field of workOrderFields) {
    const wanted = mapping.columns[field]
    if (wanted === undefined) continue
    const found = columnsNamed(wanted, headers)
    if (found.length === 1) at[field] = found[0]
    else problems.push(problemOf(field, wanted, found.length))
  }
  const dropped = droppedColumns(headers, rows, known, at.number)
  const gone = new Set(dropped.map(({ index }) => index))
  for (const field of workOrderFields) {
    const index = at[field]
    if (index === undefined || !gone.has(index)) continue
    delete at[field]
    if (field === 'number' || field === 'occurredAt')
      problems.push(`「${headers[index] ?? ''}」列是个人信息，不能作${fieldName[field]}。`)
  }
  if (problems.length > 0)
    throw new DomainError({ code: 'bad-request', params: { what: problems.join('\n') } })
  return { headers, at, dropped, kept: headers.flatMap((_, i) => (gone.has(i) ? [] : [i])) }
}

/** Where a column of this name or number stands; headers are compared without spaces and widths. */
export const columnsNamed = (wanted: string | number, headers: readonly string[]): number[] =>
  typeof wanted === 'number'
    ? wanted < headers.length
      ? [wanted]
      : []
    : headers.flatMap((header, i) => (plain(header) === plain(wanted) ? [i] : []))

const problemOf = (field: WorkOrderField, wanted: string | number, found: number): string =>
  found === 0
    ? `${fieldName[field]}：表中没有${typeof wanted === 'number' ? `第 ${wanted + 1} 列` : `表头“${wanted}”`}；请核对表头所在行与映射。`
    : `${fieldName[field]}：表头“${wanted}”出现 ${found} 次；请在映射中改用列序号。`
