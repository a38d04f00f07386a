import { parentPort, workerData } from 'node:worker_threads'
import { Sheet } from './grid.ts'
import type { FromWorkbook, ToWorkbook } from './workbook.ts'
import { workbookGrids } from './xlsx-grid.ts'

// A workbook is read on a thread of its own: neither its size nor its faults reach the server's.
const port = parentPort
const say = (message: FromWorkbook): void => port?.postMessage(message)
const { bytes, rows, columns } = workerData as { bytes: Uint8Array; rows: number; columns: number }
const grids = workbookGrids(bytes, { rows, columns })
const sheets = new Map<number, Sheet>()

say({
  sheets: grids.map(({ rows, ...grid }) => ({
    ...grid,
    height: rows.length,
    width: rows.reduce((most, row) => Math.max(most, row.length), 0),
    cells: rows.reduce((sum, row) => sum + row.length, 0),
  })),
})

port?.on('message', ({ sheet: at, from, to, filled }: ToWorkbook) => {
  const grid = grids[at]
  if (grid === undefined) return say({ rows: [] })
  if (!filled || grid.merges.length === 0) return say({ rows: grid.rows.slice(from, to) })
  const sheet = sheets.get(at) ?? new Sheet(grid)
  sheets.set(at, sheet)
  const last = Math.min(to, sheet.height)
  say({
    rows: Array.from({ length: Math.max(0, last - from) }, (_, i) =>
      Array.from({ length: sheet.width }, (_, column) => sheet.filled(from + i, column)),
    ),
  })
})
