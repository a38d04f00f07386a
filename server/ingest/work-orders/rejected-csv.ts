import { appendFile, writeFile } from 'node:fs/promises'
import { mask } from '../mask.ts'
import { cellText, type SheetCell } from '../tables/grid.ts'
import type { ColumnPlan } from './plan.ts'

/** Beyond as many rows the file of refused rows goes on no longer (our default). */
const mostRows = 100_000

/**
 * The refused rows of one import (退回的行) as a CSV file that spreadsheets open: UTF-8 with BOM, why
 * first, then the columns that may be kept, masked; no cell begins a formula.
 */
export class RejectedCsv {
  #lines: string[] = []
  #rows = 0

  constructor(readonly path: string | null) {}

  async begin(plan: ColumnPlan): Promise<void> {
    if (this.path === null) return
    const headers = plan.kept.map((index) => plan.headers[index] ?? '')
    await writeFile(this.path, `\ufeff${csvLine(['行号', '原因', ...headers])}`, { mode: 0o600 })
  }

  add(
    row: number,
    reasons: readonly string[],
    cells: readonly SheetCell[],
    plan: ColumnPlan,
  ): void {
    this.#rows += 1
    if (this.path === null || this.#rows > mostRows) return
    const kept = plan.kept.map((index) => cellText(cells[index] ?? null))
    this.#lines.push(csvLine([String(row), reasons.join('；'), ...kept]))
  }

  async flush(): Promise<void> {
    if (this.path === null || this.#lines.length === 0) return
    const lines = this.#lines.join('')
    this.#lines = []
    await appendFile(this.path, lines)
  }
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** A cell as text: masked, quoted where it must be, and never a formula. */
export function csvCell(text: string): string {
  const masked = mask(text, {})
  const safe = /^[=+\-@\t\r]/.test(masked) ? `'${masked}` : masked
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
