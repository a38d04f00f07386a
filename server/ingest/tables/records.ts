import { parse } from 'csv-parse/sync'
import type { SourceIssue } from './source-issue.ts'
import type { Line } from './read-lines.ts'

/** Lines that one quoted cell may run over (our default); more is a quote that was never closed. */
const mostLinesOfRow = 20

/** Puts physical lines together to records: a cell in quotes may hold line breaks. */
export class RecordReader {
  #open: Line[] = []

  constructor(readonly delimiter = ',') {}

  take(lines: readonly Line[]): { whole: Line[]; issues: SourceIssue[] } {
    const whole: Line[] = []
    const issues: SourceIssue[] = []
    const queue = [...lines].reverse()
    for (let line = queue.pop(); line !== undefined; line = queue.pop()) {
      const inside = this.#open.length > 0
      if (!inside && line.text.trim() === '') continue
      const end = quotesAtEnd(line.text, inside, this.delimiter)
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
function quotesAtEnd(
  text: string,
  inside: boolean,
  delimiter: string,
): 'open' | 'closed' | 'broken' {
  if (!text.includes('"')) return inside ? 'open' : 'closed'
  let quoted = inside
  let continued = inside
  for (let i = 0; i < text.length; i++) {
    const isQuote = text[i] === '"'
    const next = text[i + 1]
    if (quoted) {
      if (!isQuote) continue
      if (next === '"') i++
      else if (continued && next !== undefined && next !== delimiter) return 'broken'
      else quoted = continued = false
    } else if (isQuote && (i === 0 || text[i - 1] === delimiter)) quoted = true
  }
  return quoted ? 'open' : 'closed'
}

const csv = { relax_quotes: true, relax_column_count: true, skip_empty_lines: false } as const

/** Cells of each record, all at once; one by one only where that fails. null = not CSV. */
export function cellsOf(records: readonly Line[], delimiter = ','): (string[] | null)[] {
  const options = { ...csv, delimiter }
  if (records.length === 0) return []
  try {
    const all = parse(records.map(({ text }) => text).join('\n'), options) as string[][]
    if (all.length === records.length) return all
  } catch {
    // one of them is at fault: each by itself
  }
  return records.map(({ text }) => {
    try {
      const [cells, more] = parse(text, options) as string[][]
      return more === undefined ? (cells ?? null) : null
    } catch {
      return null
    }
  })
}
