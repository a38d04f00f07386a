import { DomainError } from '../../../shared/errors.ts'
import { csvGrid } from './csv-grid.ts'
import type { Grid } from './grid.ts'
import { sheetLimits } from './limits.ts'
import { isWorkbook, openWorkbook } from './workbook.ts'

/**
 * The sheets of a file: .xlsx and .xls by what they begin with, everything else as CSV. Raises
 * `too-large` and `bad-request` with `what` in words.
 */
export async function readGrids(bytes: Uint8Array): Promise<Grid[]> {
  if (bytes.byteLength === 0) throw bad('文件是空的。')
  if (bytes.byteLength > sheetLimits.bytes)
    throw tooLarge(`文件 ${bytes.byteLength} 字节，上限 ${sheetLimits.bytes}；请分表上传。`)
  if (isWorkbook(bytes)) return workbookGrids(bytes)
  const grid = csvGrid(bytes)
  bounded(grid.rows.reduce((sum, row) => sum + row.length, 0))
  return [grid]
}

async function workbookGrids(bytes: Uint8Array): Promise<Grid[]> {
  const book = await openWorkbook(bytes)
  try {
    bounded(book.sheets.reduce((sum, { cells }) => sum + cells, 0))
    const grids: Grid[] = []
    for (const [sheet, { name, hidden, merges, cut, height }] of book.sheets.entries()) {
      const rows = await book.rows({ sheet, from: 0, to: height, filled: false })
      grids.push({ name, hidden, merges, cut, rows })
    }
    return grids
  } finally {
    await book.close()
  }
}

function bounded(cells: number): void {
  if (cells > sheetLimits.cells)
    throw tooLarge(`表中有 ${cells} 格，上限 ${sheetLimits.cells}；请分表上传。`)
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const tooLarge = (what: string) => new DomainError({ code: 'too-large', params: { what } })
