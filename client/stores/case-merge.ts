import type { CaseRow } from '../../shared/cases/rows.ts'
import type { CaseStage } from '../../shared/cases/state.ts'

/** A row of the live feed and the position it came with. */
export interface LiveRow {
  row: CaseRow
  position: number
}

/** Rows kept from the feed at most; the longest unchanged go first. */
export const liveLimit = 400

const over: readonly CaseStage[] = ['declined', 'closed', 'rated', 'cancelled', 'merged']

/** 在办: neither closed nor otherwise over. */
export function isOpen(row: CaseRow): boolean {
  return !over.includes(row.stage)
}

/** The rows after one frame: by id, last change last, bounded. A frame seen before changes nothing. */
export function mergeFrame(
  rows: ReadonlyMap<number, LiveRow>,
  changed: readonly CaseRow[],
  position: number,
  limit = liveLimit,
): Map<number, LiveRow> {
  const merged = new Map(rows)
  for (const row of changed) {
    const known = merged.get(row.caseId)
    if (known && known.position > position) continue
    merged.delete(row.caseId)
    merged.set(row.caseId, { row, position })
  }
  for (const id of merged.keys()) {
    if (merged.size <= limit) break
    merged.delete(id)
  }
  return merged
}

/** The open cases: lists as of `listed`, and over them what the feed has said since. */
export function openCases(
  lists: readonly CaseRow[],
  listed: number,
  live: ReadonlyMap<number, LiveRow>,
): CaseRow[] {
  const rows = new Map(lists.map((row) => [row.caseId, row]))
  for (const [id, { row, position }] of live) {
    if (position > listed || !rows.has(id)) rows.set(id, row)
  }
  return [...rows.values()].filter(isOpen)
}
