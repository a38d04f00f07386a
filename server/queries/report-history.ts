import type { RegionTree } from '../../shared/regions/tree.ts'
import type { Database } from '../db/open.ts'
import { ObservationReader, type ObservedPeriod } from './reading/observations.ts'

/** What departments have reported so far (已报数): what a new table is checked against. */
export interface ReportedBefore {
  known(measure: string, from: number, to: number): ObservedPeriod | null
  earlier(measure: string, before: number, n: number): readonly ObservedPeriod[]
  lastPosition(measure: string, from: number): number
}

/** Reads the reports of a city's file, always as of its head. */
export function reportedBefore(database: Database, tree: RegionTree): ReportedBefore {
  const observations = new ObservationReader(database, tree).asOf(Number.MAX_SAFE_INTEGER)
  const last = database.sqlite
    .prepare<[string, number], number | null>(
      'SELECT max(position) FROM observation WHERE measure = ? AND from_at = ?',
    )
    .pluck()
  return {
    known: (measure, from, to) =>
      observations.periods(measure, from, to).find((p) => p.from === from && p.to === to) ?? null,
    earlier: (measure, before, n) => observations.latest(measure, before, n),
    lastPosition: (measure, from) => last.get(measure, from) ?? 0,
  }
}
