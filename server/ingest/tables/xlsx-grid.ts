import { read, SSF } from '@e965/xlsx'
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import { excelDay, excelTime } from './excel-day.ts'
import type { Grid, SheetCell } from './grid.ts'
import { sheetLimits } from './limits.ts'

/** The sheets of an .xlsx or .xls: raw numbers, dates by their format, merges. Throws when it is neither. */
export function workbookGrids(
  bytes: Uint8Array,
  most: { rows: number; columns: number } = sheetLimits,
): Grid[] {
  const book = read(bytes, {
    type: 'buffer',
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    sheetRows: most.rows + 1,
  })
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  return book.SheetNames.slice(0, sheetLimits.sheets).flatMap((name, i) => {
    const sheet = book.Sheets[name]
    return sheet ? [gridOf(name, sheet, isHidden(book, i), date1904, most)] : []
  })
}

const isHidden = (book: WorkBook, i: number): boolean =>
  (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0

function gridOf(
  name: string,
  sheet: WorkSheet,
  hidden: boolean,
  date1904: boolean,
  most: { rows: number; columns: number },
): Grid {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  const rows = Array.from(data.slice(0, most.rows), (row) => {
    const cells = Array.from((row ?? []).slice(0, most.columns), (cell) => cellOf(cell, date1904))
    while (cells.length > 0 && cells.at(-1) === null) cells.pop()
    return cells
  })
  const cut = data.length > most.rows
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop()
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r + 1,
    right: e.c + 1,
  }))
  return { name, hidden, rows, merges, cut }
}

function cellOf(cell: CellObject | undefined, date1904: boolean): SheetCell {
  if (cell === undefined) return null
  const { t, v, z, f } = cell
  if (v === undefined || v === null || t === 'z')
    return f === undefined ? null : { kind: 'fault', text: `=${f}` }
  if (t === 'e') return { kind: 'fault', text: cell.w ?? '#错误' }
  const said = f === undefined ? {} : { formula: true as const }
  if (t === 'n' && typeof v === 'number') {
    const format = typeof z === 'string' ? z : ''
    if (SSF.is_date(format)) return { ...dateOf(v, date1904), ...said }
    const percent = /%/.test(format.replace(/"[^"]*"/g, ''))
    return { kind: 'number', value: v, percent, ...said }
  }
  const text = String(v).trim()
  return text === '' ? null : { kind: 'text', text, ...said }
}

function dateOf(serial: number, date1904: boolean) {
  const msOfDay = excelTime(serial)
  const day = excelDay(serial, date1904)
  return { kind: 'date' as const, day, ...(msOfDay !== undefined && { msOfDay }) }
}
