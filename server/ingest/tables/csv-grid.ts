import { parse } from 'csv-parse/sync'
import { decodeText } from '../decode.ts'
import type { Grid } from './grid.ts'
import { sheetLimits } from './limits.ts'

/** A CSV file in any of the usual encodings as a sheet; parted by comma, tab or semicolon. */
export function csvGrid(bytes: Uint8Array): Grid {
  const text = decodeText(bytes).text.replace(/^\ufeff/, '')
  const records = recordsOf(text)
  const rows = records.slice(0, sheetLimits.rows).map((record) =>
    record.slice(0, sheetLimits.columns).map((given) => {
      const text = given.trim()
      return text === '' ? null : { kind: 'text' as const, text }
    }),
  )
  while (rows.at(-1)?.every((cell) => cell === null)) rows.pop()
  return { name: '', hidden: false, rows, merges: [], cut: records.length > sheetLimits.rows }
}

/** A quote that is never closed costs the quotes their meaning, not the file. */
function recordsOf(text: string): string[][] {
  const options = {
    delimiter: delimiterOf(text),
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    to: sheetLimits.rows + 1,
  }
  try {
    return parse(text, options) as string[][]
  } catch {
    return parse(text, { ...options, quote: false }) as string[][]
  }
}

/** What parts the most cells in the first lines. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000)
  const count = (mark: string): number => head.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
