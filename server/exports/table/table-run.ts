import type { Provenance } from '../../../shared/exports/provenance.ts'
import type { FileFacts } from '../file-facts.ts'
import { rowTexts, type ClockTexts } from './cell-text.ts'
import type { TableRow } from './columns.ts'
import { rowHash } from './row-hash.ts'
import type { TableSource } from './table-source.ts'

/** Raised when nobody wants the file any more (已取消). */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** One going through of the rows: counted, hashed, told of, and stopped when cancelled. */
export interface TableRun {
  parts(): AsyncGenerator<TableRow[]>
  /** What the file carries; only once all rows went through. */
  provenance(facts: FileFacts): Provenance
}

export function tableRun(
  source: TableSource,
  clock: ClockTexts,
  watch: { progress(done: number, total: number): void; cancelled(): boolean },
): TableRun {
  const hash = rowHash()
  let digest: string | null = null
  return {
    async *parts() {
      for (const part of source.parts()) {
        for (const { cells } of part) hash.add(rowTexts(cells, clock))
        watch.progress(hash.rows, Math.max(hash.rows, source.expected))
        // Lets a cancellation be heard.
        await new Promise((resolve) => setImmediate(resolve))
        if (watch.cancelled()) throw new Cancelled()
        yield part
      }
      digest = hash.done()
    },
    provenance(facts) {
      if (digest === null) throw new Error('the rows are not through')
      return { ...facts.provenance, rows: hash.rows, hash: digest }
    },
  }
}
