import Sqlite from 'better-sqlite3'
import type { CityPack } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Fact } from '../../shared/events/index.ts'
import { openChain, type AuditChain } from '../audit/chain.ts'
import type { Database } from '../db/open.ts'
import { factReader } from '../db/facts.ts'
import { commitPositions } from '../db/positions.ts'
import { makeApplier } from '../projections/apply.ts'
import type { CaseReading } from '../projections/case-reading.ts'
import { readingFor as readByPack } from '../projections/reading-for.ts'
import type { Clock, Entry, Verdict } from './entry.ts'
import { GroupCommit } from './group-commit.ts'
import type { GroupLimits } from './group-commit.ts'
import { packBook } from './pack-book.ts'
import { prepare } from './prepared.ts'
import type { PreparedEntry } from './prepared.ts'
import { batchWriter } from './write-batch.ts'

/** The log (事实日志): the one way in, and the truth in its order. */
export interface Log {
  /**
   * Appends entries and resolves once they are on disk, with one verdict per event in order. What
   * arrives within a few milliseconds shares one transaction. Raises `bad-request` for an event that
   * no log could hold, `log-unavailable` when the disk refuses (nothing of it may be relied on).
   */
  append(entries: readonly Entry[]): Promise<Verdict[]>
  /** The same at once, in a transaction of its own: for bulk ingest in the writer's thread. */
  appendNow(entries: readonly Entry[]): Verdict[]
  /** Brings a pack into force when it is not the one in force; returns its ordinal. */
  adoptPack(pack: CityPack): number
  /** At most `limit` facts (10,000 at most) after `position`, in order. */
  readFrom(position: number, limit: number): Promise<Fact[]>
  /** Last committed position; 0 while the log is empty. */
  headPosition(): number
  /** Greatest commit position ≤ `position`; 0 where there is none. */
  floorPosition(position: number): number
  /** Last commit that knew nothing published after `instant`; null where there is none. */
  positionAt(instant: number): number | null
  /** Calls `listener` after every commit with its position; returns how to stop. */
  onCommit(listener: (position: number) => void): () => void
  /** Writes what is waiting. The database stays open: its owner closes it. */
  close(): void
}

export interface LogOptions {
  database: Database
  clock: Clock
  group?: Partial<GroupLimits>
  /** Where audit rows go (审计链); left out = a chain made with a key that everybody knows. */
  audit?: AuditChain
  /** How a pack reads its cases; left out = as the pack says. */
  readingFor?: (pack: CityPack) => CaseReading
}

/** Opens the log of a database; the caller holds the writer's lock. */
export function openLog({
  database,
  clock,
  group,
  audit = openChain(database.sqlite, clock.now()),
  readingFor = readByPack,
}: LogOptions): Log {
  const { sqlite } = database
  const facts = factReader(sqlite)
  const positions = commitPositions(sqlite)
  const packs = packBook(sqlite, readingFor)
  const sources = {
    readingOf: packs.readingOf,
    knownOf: (caseId: number, through: number) => facts.ofCase(caseId, 0, through),
    alertsOf: facts.ofAlerts,
    titleAt: facts.titleAt,
    packContent: packs.content,
  }
  const writeBatch = batchWriter(sqlite, clock, sources, makeApplier(sqlite), audit)
  const listeners = new Set<(position: number) => void>()

  const write = (entries: readonly PreparedEntry[]): Verdict[][] => {
    const { verdicts, facts: fresh } = withDisk(() => writeBatch(entries))
    const last = fresh.at(-1)
    if (last) for (const listener of listeners) tell(listener, last.position)
    return verdicts
  }
  const grouped = new GroupCommit(write, isUnavailable, { windowMs: 3, most: 2_000, ...group })

  const appendNow = (entries: readonly Entry[]): Verdict[] => write(entries.map(prepare)).flat()

  return {
    append: async (entries) => {
      const prepared = entries.map(prepare)
      const weight = prepared.reduce((sum, entry) => sum + entry.events.length, 0)
      return (await grouped.add(prepared, weight)).flat()
    },
    appendNow,
    adoptPack: (pack) => {
      const latest = packs.latest()
      if (latest?.hash === pack.hash) return latest.pack
      const ordinal = packs.stage(pack)
      const now = clock.now()
      const event = {
        type: 'pack-adopted',
        source: 'system',
        key: `pack:${ordinal}`,
        occurredAt: now,
        publishedAt: now,
        body: { id: pack.id, hash: pack.hash, pack: ordinal, effectiveFrom: now },
      } as const
      appendNow([{ stream: { kind: 'city' }, events: [event] }])
      return ordinal
    },
    readFrom: async (position, limit) => facts.after(position, limit),
    headPosition: positions.head,
    floorPosition: positions.floor,
    positionAt: positions.at,
    onCommit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => grouped.flush(),
  }
}

// A listener's fault is its own: the batch is on disk. It surfaces as an uncaught error.
function tell(listener: (position: number) => void, position: number): void {
  try {
    listener(position)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

// A constraint that fails is a fault of what was appended; everything else SQLite says is the disk's.
function withDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || error.code.startsWith('SQLITE_CONSTRAINT'))
      throw error
    const { code, message } = error
    throw new DomainError({ code: 'log-unavailable', params: { reason: code, message } })
  }
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'log-unavailable'
