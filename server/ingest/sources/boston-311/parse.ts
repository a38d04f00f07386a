import type { SourceIssue } from '../../tables/source-issue.ts'
import { openTableFile } from '../open-file.ts'
import { readCsv } from '../read-csv.ts'
import type { CsvRow } from '../read-csv.ts'
import { LineReader } from '../../tables/read-lines.ts'
import { bostonColumns, bostonRow } from './record.ts'
import type { BostonRow } from './record.ts'

/** Some rows of the file and what was wrong between them; `done` is the share read, 0–1. */
export interface BostonBatch {
  records: { row: number; record: BostonRow }[]
  issues: SourceIssue[]
  done: number
}

/** Reads the file (.csv or .csv.zip) from the disk, batch by batch; memory does not grow with it. */
export async function* parseBostonFile(path: string): AsyncGenerator<BostonBatch> {
  const { bytes, size } = await openTableFile(path)
  yield* parseBoston(bytes, size)
}

/** The same from bytes. A bad row is an issue with its row and column; nothing stops the file. */
export async function* parseBoston(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<BostonBatch> {
  const reader = new LineReader(bytes)
  for await (const { rows, issues } of readCsv(reader, bostonColumns)) {
    const records: BostonBatch['records'] = []
    for (const row of rows) {
      const read = bostonRow.safeParse(row.cells)
      if (read.success) records.push({ row: row.row, record: read.data })
      else issues.push(invalid(row, read.error.issues[0]))
    }
    yield { records, issues, done: size > 0 ? Math.min(1, reader.read / size) : 1 }
  }
}

function invalid(
  { row, cells, raw }: CsvRow,
  issue: { path: PropertyKey[] } | undefined,
): SourceIssue {
  const column = String(issue?.path[0] ?? '')
  return {
    code: 'invalid-value',
    severity: 'error',
    row,
    column,
    context: (cells[column] ?? '').slice(0, 80),
    raw,
  }
}
