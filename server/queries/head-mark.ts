import type { Database } from '../db/open.ts'

/** How far the log and what readers follow had come at one instant (读至): one position and its last rows. */
export interface HeadMark {
  position: number
  /** Last row of case_contribution. */
  contribution: number
  /** Last row of observation. */
  observation: number
}

/** Reads the marks together, so that no row of a later commit slips in. */
export function headMark({ sqlite }: Database): () => HeadMark {
  const last = (what: string, table: string) =>
    sqlite.prepare<[], number | null>(`SELECT max(${what}) FROM ${table}`).pluck()
  const position = last('position', 'commits')
  const contribution = last('id', 'case_contribution')
  const observation = last('rowid', 'observation')
  return sqlite.transaction(() => ({
    position: position.get() ?? 0,
    contribution: contribution.get() ?? 0,
    observation: observation.get() ?? 0,
  }))
}
