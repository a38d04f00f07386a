import { parse } from 'csv-parse/sync'
import { provenanceName, tailMark } from '../table/csv.ts'
import type { FileFigures } from './read-file.ts'

/** The rows of an exported CSV and what its tail says. */
export function csvFigures(text: string): FileFigures {
  const lines = parse(text, {
    ...{ bom: true, relax_column_count: true, skip_empty_lines: true },
  }) as string[][]
  const tail = lines.findIndex(([first]) => first?.startsWith(tailMark))
  const [header = [], ...rows] = tail < 0 ? lines : lines.slice(0, tail)
  const source = lines.find(([first]) => first === `${tailMark}${provenanceName}`)?.[1] ?? null
  return { header, rows, source }
}
