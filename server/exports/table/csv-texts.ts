import type { Provenance } from '../../../shared/exports/provenance.ts'
import type { FileFacts } from '../file-facts.ts'
import { rowTexts, type ClockTexts } from './cell-text.ts'
import type { TableRow } from './columns.ts'
import { csvHeader, csvLine, csvTail } from './csv.ts'
import type { TableRun } from './table-run.ts'

const linesOf = (rows: readonly TableRow[], clock: ClockTexts): string =>
  rows.map(({ cells }) => csvLine(rowTexts(cells, clock))).join('')

/** 数据 as CSV, part by part, and its tail. */
export async function* csvTexts(
  facts: FileFacts,
  run: TableRun,
  clock: ClockTexts,
): AsyncGenerator<string> {
  yield csvHeader
  for await (const part of run.parts()) yield linesOf(part, clock)
  yield csvTail(facts, run.provenance(facts), clock)
}

/** The same of rows that are already there. */
export const csvText = (
  facts: FileFacts,
  rows: readonly TableRow[],
  provenance: Provenance,
  clock: ClockTexts,
): string => csvHeader + linesOf(rows, clock) + csvTail(facts, provenance, clock)
