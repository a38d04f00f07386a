import type { Attachment } from '../../shared/cases/attachment.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import type { WorkingClock } from '../../shared/time/working-clock.ts'
import type { Zone } from '../../shared/time/zone.ts'
import type { Entry } from '../log/entry.ts'
import type { TypeTold } from '../queries/known-facts.ts'
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
  /** The types that a case was given so far, by its source's number. */
  typesOfCase(source: string, number: string): readonly TypeTold[]
  /** A file that was uploaded (附件); null = not on our disk. */
  attachment(hash: string): Attachment | null
  /** Keeps what could not be taken in. */
  reject(rows: RejectedRow[]): void
}

export type Note = { code: string; message: string; field?: string }
