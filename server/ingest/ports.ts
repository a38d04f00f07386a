import type { CityPack } from '../../shared/city/pack.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import type { WorkingClock } from '../../shared/time/working-clock.ts'
import type { Zone } from '../../shared/time/zone.ts'
import type { Entry } from '../log/entry.ts'
import type { Log } from '../log/log.ts'

/** Where facts go: the part of the log (server/log) that ingest needs. */
export type FactLog = Pick<Log, 'append' | 'appendNow'>

/** The facts of one stream of a batch: a log entry still being filled. */
export type FactEntry = Entry & { events: NewFactOf[] }

/** One row for the dead-letter table (死信): masked, with what was wrong. */
export interface RejectedRow {
  receivedAt: number
  source: string
  reason: string
  detail: string
  raw: string
}

/** What ingest stands on. The city's parts follow the pack: after a new version, make a new one. */
export interface IngestParts {
  pack(): CityPack
  tree: RegionTree
  zone: Zone
  clock: WorkingClock
  log: FactLog
  /** The type a case has now, by its source's number; null = not known to us. */
  typeOfCase(source: string, number: string): string | null
  /** Keeps what could not be taken in. */
  reject(rows: RejectedRow[]): void
}

export type Note = { code: string; message: string; field?: string }
