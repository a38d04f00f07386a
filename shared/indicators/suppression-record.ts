import type { Pattern } from './suppression-pattern.ts'
import type { MeasureReader } from './reading.ts'

/** One measure as a table reads it: what was reported for periods that begin in [from, to). */
export interface TableSource {
  measure: string
  from: number
  to: number
  /** A level is carried from an earlier report. */
  level: boolean
}

/** What became of one table by a position: its pattern, and the last version that could be released. */
export interface Publication {
  pattern: Pattern
  /** Log position that the table's values are shown as of. */
  released: number
  /** True while nothing reported later than `released` touches the table. */
  current: boolean
}

/**
 * How the log came to know what it knows (公布记录), as of one position: what freezing needs. A pure
 * function of the log, so a rebuild and a replay publish the same.
 */
export interface PublicationRecord {
  /** Last position at which any of these feeds spoke; the same stamp means the same record. */
  stamp(feeds: readonly string[]): number
  /** The position from which on all of [from, to) was covered by all feeds; null = not yet. */
  completeAt(feeds: readonly string[], from: number, to: number): number | null
  /** Positions after `since` at which the sources were reported anew, ascending. */
  reportsAfter(since: number, sources: readonly TableSource[]): number[]
  /** Measures as they were known at an earlier position. */
  readerAt(position: number): MeasureReader
  /** What was worked out before, by pack and table; it may forget. */
  readonly memory: PublicationMemory
}

export interface PublicationMemory {
  get(scope: object, key: string): Publication | null | undefined
  set(scope: object, key: string, publication: Publication | null): void
}
