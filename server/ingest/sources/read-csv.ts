import { parse } from 'csv-parse/sync'
import { forbiddenColumns } from '../forbidden-columns.ts'
import type { SourceIssue } from './issue.ts'
import type { Line, LineReader } from './read-lines.ts'

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

/** Lines that one quoted cell may run over (our default); more is a quote that was never closed. */
const mostLinesOfRow = 20
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

/** Puts physical lines together to records: a cell in quotes may hold line breaks. */
class RecordReader {
  #open: Line[] = []

  take(lines: readonly Line[]): { whole: Line[]; issues: SourceIssue[] } {
    const whole: Line[] = []
    const issues: SourceIssue[] = []
    const queue = [...lines].reverse()
    for (let line = queue.pop(); line !== undefined; line = queue.pop()) {
      const inside = this.#open.length > 0
      if (!inside && line.text.trim() === '') continue
      const end = quotesAtEnd(line.text, inside)
      if (!inside && end === 'closed') {
        whole.push(line)
        continue
      }
      this.#open.push(line)
      if (end === 'closed') whole.push(this.#close())
      else if (end === 'broken' || this.#open.length > mostLinesOfRow)
        queue.push(...this.#giveUp(issues))
    }
    return { whole, issues }
  }

  /** What is still open when the file ends: its first line is at fault, the others were rows. */
  rest(): { whole: Line[]; issues: SourceIssue[] } {
    const whole: Line[] = []
    const issues: SourceIssue[] = []
    while (this.#open.length > 0) {
      const more = this.take(this.#giveUp(issues).reverse())
      whole.push(...more.whole)
      issues.push(...more.issues)
    }
    return { whole, issues }
  }

  #close(): Line {
    const number = this.#open[0]?.number ?? 0
    const text = this.#open.map((line) => line.text).join('\n')
    this.#open = []
    return { number, text }
  }

  /** Drops the line whose quote was never closed; the lines after it, last first, to be read again. */
  #giveUp(issues: SourceIssue[]): Line[] {
    const [bad, ...again] = this.#open
    this.#open = []
    if (bad) issues.push(unclosed(bad))
    return again.reverse()
  }
}

const unclosed = ({ number, text }: Line): SourceIssue => ({
  code: 'unclosed-quote',
  severity: 'error',
  row: number,
  raw: text,
})

/**
 * How a line leaves the quotes it began in or opened; a quote inside a bare cell is text. `broken`:
 * what closes a cell of an earlier line is no cell's end, so that cell was never meant to run on.
 */
function quotesAtEnd(text: string, inside: boolean): 'open' | 'closed' | 'broken' {
  if (!text.includes('"')) return inside ? 'open' : 'closed'
  let quoted = inside
  let continued = inside
  for (let i = 0; i < text.length; i++) {
    const isQuote = text[i] === '"'
    const next = text[i + 1]
    if (quoted) {
      if (!isQuote) continue
      if (next === '"') i++
      else if (continued && next !== undefined && next !== ',') return 'broken'
      else quoted = continued = false
    } else if (isQuote && (i === 0 || text[i - 1] === ',')) quoted = true
  }
  return quoted ? 'open' : 'closed'
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

const csv = { relax_quotes: true, relax_column_count: true, skip_empty_lines: false } as const

/** Cells of each record, all at once; one by one only where that fails. null = not CSV. */
function cellsOf(records: readonly Line[]): (string[] | null)[] {
  if (records.length === 0) return []
  try {
    const all = parse(records.map(({ text }) => text).join('\n'), csv) as string[][]
    if (all.length === records.length) return all
  } catch {
    // one of them is at fault: each by itself
  }
  return records.map(({ text }) => {
    try {
      const [cells, more] = parse(text, csv) as string[][]
      return more === undefined ? (cells ?? null) : null
    } catch {
      return null
    }
  })
}
