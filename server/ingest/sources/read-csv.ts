import { forbiddenColumns } from '../forbidden-columns.ts'
import type { SourceIssue } from '../tables/source-issue.ts'
import type { Line, LineReader } from '../tables/read-lines.ts'
import { cellsOf, RecordReader } from '../tables/records.ts'

/** A row of a table: the cells under their columns' names, forbidden columns left out. */
export interface CsvRow {
  row: number
  cells: Record<string, string>
  raw: string
}

export interface CsvBlock {
  rows: CsvRow[]
  issues: SourceIssue[]
}

/** Rows that decide whether a column holds numbers of persons. */
const sample = 500

/**
 * Rows of a CSV file, block by block: a bad row is an issue and the next one is read. The header is
 * the first line that is not blank; columns that may never be stored are dropped and reported.
 */
export async function* readCsv(
  reader: LineReader,
  needed: readonly string[],
): AsyncGenerator<CsvBlock> {
  const records = new RecordReader()
  let table: Table | null = null
  for await (const lines of reader.blocks()) {
    const { whole, issues } = records.take(lines)
    if (table === null && whole.length > 0) {
      table = new Table(whole, needed)
      issues.push(...table.issues)
      whole.shift()
    }
    yield { rows: table?.rows(whole, issues) ?? [], issues }
  }
  const { whole, issues } = records.rest()
  if (table === null) issues.push({ code: 'empty-file', severity: 'error', row: 0 })
  if (reader.encoding === 'mixed')
    issues.push({ code: 'damaged-text', severity: 'warning', row: 0, context: 'UTF-8' })
  yield { rows: table?.rows(whole, issues) ?? [], issues }
}

class Table {
  readonly issues: SourceIssue[] = []
  readonly #header: string[]
  readonly #kept: [number, string][]

  constructor(records: readonly Line[], needed: readonly string[]) {
    const [header, ...first] = cellsOf(records.slice(0, sample + 1))
    this.#header = (header ?? []).map((name) => name.trim())
    const dropped = forbiddenColumns(
      this.#header,
      first.filter((cells) => cells !== null),
    )
    const forbidden = new Set(dropped.map(({ index }) => index))
    this.#kept = [...this.#header.entries()].filter(([index]) => !forbidden.has(index))
    for (const { column, why } of dropped)
      this.issues.push({
        code: 'forbidden-column',
        severity: 'warning',
        row: 1,
        column,
        context: why,
      })
    for (const column of needed)
      if (!this.#kept.some(([, name]) => name === column))
        this.issues.push({ code: 'missing-column', severity: 'error', row: 1, column })
  }

  rows(records: readonly Line[], issues: SourceIssue[]): CsvRow[] {
    const rows: CsvRow[] = []
    cellsOf(records).forEach((cells, i) => {
      const { number: row, text: raw } = records[i] ?? { number: 0, text: '' }
      if (cells === null || cells.length !== this.#header.length)
        issues.push({
          code: cells === null ? 'unreadable-row' : 'column-count',
          severity: 'error',
          row,
          context: cells === null ? undefined : `${cells.length}/${this.#header.length}`,
          raw,
        })
      else {
        const named: Record<string, string> = {}
        for (const [index, name] of this.#kept) named[name] = cells[index] ?? ''
        rows.push({ row, cells: named, raw })
      }
    })
    return rows
  }
}
