import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { itemsOf } from './cells.ts'
import { decodeText } from './decode.ts'
import type { PackFolder } from './pack-folder.ts'
import type { PackProblem } from './problems.ts'

/** What ids a column may name: the keys of another list, and literal words beside them. */
export interface Reference {
  to: string
  or?: readonly string[]
}

/** One kind of TSV file: its columns, its key, and what its columns refer to. */
export interface TableShape {
  file: string
  required: boolean
  key: string | null
  columns: z.ZodObject
  references: Readonly<Record<string, Reference>>
}
/** A kind of TSV file and what its rows become. */
export interface TableSpec<S extends z.ZodObject, T> extends TableShape {
  columns: S
  make: (row: z.output<S>) => T
}

export const table = <S extends z.ZodObject, T>(spec: TableSpec<S, T>): TableSpec<S, T> => spec

export interface RawRow {
  row: number
  cells: Record<string, string>
}
/** A value and the line of the file it came from. */
export interface Located<T> {
  row: number
  value: T
}

/** Rows of one file as text, with header, uniqueness and encoding checked. */
export function readRaw(
  folder: PackFolder,
  { file, required, key, columns }: TableShape,
  problems: PackProblem[],
): RawRow[] {
  const wrong = (row: number, column: string, found: string, expected: string): void => {
    problems.push({ file, row, column, found, expected })
  }
  const bytes = folder.files.get(file)
  if (bytes === undefined) {
    if (required) wrong(0, '', '', '缺少此文件，请从模板复制')
    return []
  }
  const content = decodeText(bytes)
  if (content === null) {
    wrong(0, '', '', '无法识别编码，请另存为 UTF-8')
    return []
  }
  const [header, ...lines] = linesOf(content)
  if (header === undefined) {
    wrong(1, '', '', '文件为空，应有表头')
    return []
  }
  const names = header.cells
  for (const [column, schema] of Object.entries(columns.shape)) {
    if (!names.includes(column) && !(schema as z.ZodType).safeParse(undefined).success)
      wrong(1, column, '', `表头缺少“${column}”列(各列以制表符分隔)`)
  }
  const seen = new Map<string, number>()
  return lines.map(({ row, cells }) => {
    if (cells.length !== names.length)
      wrong(row, '', `${cells.length} 格`, `应有 ${names.length} 格，请检查多余或缺少的制表符`)
    const record = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    const id = key === null ? undefined : record[key]
    const before = id === undefined ? undefined : seen.get(id)
    if (key !== null && before !== undefined)
      wrong(row, key, id ?? '', `与第 ${before} 行重复，应唯一`)
    if (id !== undefined && before === undefined) seen.set(id, row)
    return { row, cells: record }
  })
}

/** Lines with their numbers in the file; quotes that Excel set are taken off, blank lines left out. */
function linesOf(content: string): { row: number; cells: string[] }[] {
  let row = 0
  return recordsOf(content)
    .map((cells) => {
      const first = row + 1
      row = first + cells.join('').split('\n').length - 1
      return { row: first, cells }
    })
    .filter(({ cells }) => cells.some((text) => text !== ''))
}

/** Without a quote a TSV is only tabs and line ends, and ten times faster to read so. */
const recordsOf = (content: string): string[][] =>
  content.includes('"')
    ? parse(content, {
        delimiter: '\t',
        relax_quotes: true,
        relax_column_count: true,
        trim: true,
      })
    : content.split(/\r?\n/).map((line) => line.split('\t').map((text) => text.trim()))

/** Names in columns that refer elsewhere, each checked against the list it should stand in. */
export function checkReferences(
  { file, references }: TableShape,
  rows: readonly RawRow[],
  keys: ReadonlyMap<string, ReadonlySet<string>>,
  problems: PackProblem[],
): void {
  for (const [column, { to, or }] of Object.entries(references)) {
    const known = keys.get(to)
    if (known === undefined) continue
    for (const { row, cells } of rows)
      for (const found of itemsOf(cells[column] ?? ''))
        if (!known.has(found) && !or?.includes(found))
          problems.push({
            file,
            row,
            column,
            found,
            expected: `${to} 中没有，请更正或先在其中添加`,
          })
  }
}

/** Typed rows; a row with a wrong cell is left out and each wrong cell reported. */
export function typedRows<S extends z.ZodObject, T>(
  { file, columns, make }: TableSpec<S, T>,
  rows: readonly RawRow[],
  problems: PackProblem[],
): Located<T>[] {
  const typed: Located<T>[] = []
  for (const { row, cells } of rows) {
    const result = columns.safeParse(cells)
    if (result.success) typed.push({ row, value: make(result.data) })
    else
      for (const { path, message } of result.error.issues) {
        const column = String(path[0] ?? '')
        if (column in cells)
          problems.push({ file, row, column, found: cells[column] ?? '', expected: message })
      }
  }
  return typed
}
