import type { RegionId } from '../../shared/city/pack.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { AuditEntry } from '../audit/audit-row.ts'

export { auditedSystem } from '../audit/audit-row.ts'

/** Where time comes from: UTC milliseconds. */
export interface Clock {
  now(): number
}

/** The stream that an entry speaks to; a case is named by its source's own number. */
export type StreamRef =
  | { kind: 'case'; source: string; number: string }
  | { kind: 'feed'; feed: string }
  | { kind: 'alert'; indicator: string; region: RegionId }
  | { kind: 'city' }

/** Who did what, written with what it records; its position is that of the entry's last fact. */
export type AuditNote = Omit<AuditEntry, 'position'>

/** What is appended together for one stream. */
export interface Entry {
  stream: StreamRef
  /**
   * The position of the stream's last fact that the writer knew (0 = none yet). When the stream has
   * moved on, the whole entry is refused and only it.
   */
  expectedVersion?: number
  events: readonly NewFactOf[]
  /** Written when the entry has no events, or when at least one of them is accepted. */
  audit?: AuditNote
}

/**
 * What became of one event: accepted at `position`; a duplicate of the fact at `position`; or in
 * conflict with it (same source and key, another body), or with what its stream became meanwhile
 * (`position` = its last fact).
 */
export type Verdict =
  | { verdict: 'accepted'; position: number }
  | { verdict: 'duplicate'; position: number }
  | { verdict: 'conflict'; position: number; reason: 'other-body' | 'stale-version' }
