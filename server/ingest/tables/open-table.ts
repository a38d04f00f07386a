import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { DomainError } from '../../../shared/errors.ts'
import type { SheetCell } from './grid.ts'
import { sheetLimits, tableLimits } from './limits.ts'
import { LineReader, type Line } from './read-lines.ts'
import { cellsOf, RecordReader } from './records.ts'
import type { SourceIssue } from './source-issue.ts'
import { isWorkbook, openWorkbook, type Workbook } from './workbook.ts'

/** A row as it stands in the file; `row` as the spreadsheet numbers it, 1 being the first. */
export interface TableRow {
  row: number
  cells: SheetCell[]
  /** A line of text has all its cells, empty ones too; a workbook leaves the last empty ones out. */
  whole: boolean
}

/** Some rows of a sheet, and what was wrong with those that are not among them. */
export interface RowBlock {
  rows: TableRow[]
  issues: SourceIssue[]
}

/** A sheet whose rows come in blocks, as often as asked: memory is one block. */
export interface TableSheet {
  name: string
  hidden: boolean
  /** Rows in all; null where only reading to the end would tell. */
  height: number | null
  merged: boolean
  blocks(): AsyncGenerator<RowBlock>
}

export interface OpenTable {
  sheets: TableSheet[]
  close(): Promise<void>
}

/**
 * A table's file of any size (CSV) or any workbook within its limits, opened for reading row by row.
 * Raises `bad-request` and `too-large` with `what` in words.
 */
export async function openTable(path: string): Promise<OpenTable> {
  const head = await headOf(path)
  if (head.length === 0) throw bad('文件是空的。')
  if (isWorkbook(head)) return workbookTable(path)
  if (!isText(head)) throw bad('不是表格文件；请上传 .csv、.xlsx 或 .xls。')
  return { sheets: [await csvSheet(path)], close: async () => {} }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8_192), 0, 8_192, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Zeros stand in no text but UTF-16, which says so by its first two bytes. */
const isText = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) ||
  (head[0] === 0xfe && head[1] === 0xff) ||
  !head.includes(0)

const rowsAtOnce = 500

async function workbookTable(path: string): Promise<OpenTable> {
  const bytes = await readFile(path)
  if (bytes.length > sheetLimits.bytes)
    throw tooLarge(`工作簿 ${bytes.length} 字节，上限 ${sheetLimits.bytes}；请分表，或另存为 CSV。`)
  const book = await openWorkbook(bytes, tableLimits)
  const sheets = book.sheets.map(({ name, hidden, height, width, merges, cells, cut }, sheet) => ({
    name,
    hidden,
    height,
    merged: merges.length > 0,
    async *blocks() {
      if (width > sheetLimits.columns) throw tooWide(width)
      if (cut || cells > tableLimits.cells)
        throw tooLarge(
          `工作表「${name}」超过 ${tableLimits.rows} 行或 ${tableLimits.cells} 格；请分表，或另存为 CSV。`,
        )
      yield* sheetBlocks(book, sheet, height)
    },
  }))
  return { sheets, close: book.close }
}

async function* sheetBlocks(book: Workbook, sheet: number, height: number) {
  for (let from = 0; from < height; from += rowsAtOnce) {
    const rows = await book.rows({ sheet, from, to: from + rowsAtOnce, filled: true })
    yield { rows: rows.map((cells, i) => ({ row: from + i + 1, cells, whole: false })), issues: [] }
  }
}

async function csvSheet(path: string): Promise<TableSheet> {
  const delimiter = await delimiterOf(path)
  return {
    name: '',
    hidden: false,
    height: null,
    merged: false,
    async *blocks() {
      const reader = new LineReader(createReadStream(path))
      const records = new RecordReader(delimiter)
      for await (const lines of reader.blocks()) yield block(records.take(lines), delimiter)
      const last = block(records.rest(), delimiter)
      if (reader.encoding === 'mixed')
        last.issues.push({ code: 'damaged-text', severity: 'warning', row: 0 })
      yield last
    },
  }
}

function block(
  { whole, issues }: { whole: Line[]; issues: SourceIssue[] },
  delimiter: string,
): RowBlock {
  const rows: TableRow[] = []
  cellsOf(whole, delimiter).forEach((cells, i) => {
    const { number: row, text: raw } = whole[i] ?? { number: 0, text: '' }
    if (cells === null) issues.push({ code: 'unreadable-row', severity: 'error', row, raw })
    else if (cells.length > sheetLimits.columns) throw tooWide(cells.length)
    else rows.push({ row, cells: cells.map(textCell), whole: true })
  })
  return { rows, issues }
}

function textCell(given: string): SheetCell {
  const text = given.trim()
  return text === '' ? null : { kind: 'text', text }
}

/** What parts the most cells in the first lines. */
async function delimiterOf(path: string): Promise<string> {
  const reader = new LineReader(createReadStream(path, { end: 64 * 1024 }))
  let head = ''
  for await (const lines of reader.blocks()) {
    head += lines.map(({ text }) => text).join('\n')
    if (head.length > 4_000) break
  }
  const count = (mark: string): number => head.slice(0, 4_000).split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

const tooWide = (width: number) =>
  tooLarge(`表有 ${width} 列，上限 ${sheetLimits.columns}；请删去多余的列后再传。`)
const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const tooLarge = (what: string) => new DomainError({ code: 'too-large', params: { what } })
