import type Sqlite from 'better-sqlite3'
import type { Fact } from '../../shared/events/index.ts'
import { insertSql } from '../db/insert-sql.ts'
import { log } from '../db/tables.ts'
import { checkpointOf } from '../projections/checkpoint.ts'
import { projectCommit } from '../projections/project.ts'
import type { ProjectionSources } from '../projections/project.ts'
import type { AuditChain } from '../audit/chain.ts'
import type { Applier } from '../projections/apply.ts'
import type { Clock, Verdict } from './entry.ts'
import { saysTheSame } from './prepared.ts'
import type { PreparedEntry, PreparedEvent, StoredFact } from './prepared.ts'
import { streamBooks } from './streams.ts'
import type { Stream, StreamBook } from './streams.ts'

/** What one transaction did: the verdicts of each entry, in order, and the facts that are new. */
export interface Written {
  verdicts: Verdict[][]
  facts: Fact[]
}

/** A source's clock may run ahead this far; facts published later say nothing about the time of day. */
export const publishedAheadMs = 10 * 60_000

interface Batch {
  position: number
  recordedAt: number
  publishedThrough: number
  pack: number
  facts: Fact[]
  streams: StreamBook
}

/**
 * The one transaction of the writer: log rows, texts, numbers, read models, audit and the commit.
 * Everything it needs to continue is read from the file at its start, so a failed one leaves nothing.
 */
export function batchWriter(
  sqlite: Sqlite.Database,
  clock: Clock,
  sources: ProjectionSources,
  applier: Applier,
  audit: AuditChain,
): (entries: readonly PreparedEntry[]) => Written {
  const openStreams = streamBooks(sqlite)
  const lastCommit = sqlite.prepare<[], { position: number; recordedAt: number; through: number }>(
    `SELECT position, recorded_at AS recordedAt, published_through AS through
     FROM commits ORDER BY position DESC LIMIT 1`,
  )
  const lastPack = sqlite.prepare<[], number | null>('SELECT max(pack) FROM pack_version').pluck()
  const insertFact = sqlite.prepare(`${insertSql(log)} ON CONFLICT (source, key) DO NOTHING`)
  const findFact = sqlite.prepare<[string, string], StoredFact>(
    `SELECT position, stream, stream_id AS streamId, type, version, occurred_at AS occurredAt, body
     FROM log WHERE source = ? AND key = ?`,
  )
  const insertText = sqlite.prepare('INSERT INTO fact_text VALUES (?, ?, ?)')
  const checkpoint = checkpointOf(sqlite)
  const insertCommit = sqlite.prepare('INSERT INTO commits VALUES (?, ?, ?)')

  const begin = (): Batch => {
    const last = lastCommit.get()
    return {
      position: last?.position ?? 0,
      recordedAt: Math.max(clock.now(), last?.recordedAt ?? 0),
      publishedThrough: last?.through ?? 0,
      pack: lastPack.get() ?? 0,
      facts: [],
      streams: openStreams(),
    }
  }

  const writeEvent = (
    batch: Batch,
    entry: PreparedEntry,
    stream: Stream,
    it: PreparedEvent,
  ): Verdict => {
    const { event } = it
    const { source, key, occurredAt, publishedAt } = event
    const position = batch.position + 1
    const pack = event.type === 'pack-adopted' ? event.body.pack : batch.pack
    const { changes } = insertFact.run(
      position,
      entry.stream.kind,
      stream.id,
      it.type,
      it.version,
      occurredAt,
      publishedAt,
      batch.recordedAt,
      source,
      key,
      pack,
      it.json,
    )
    if (changes === 0) {
      const first = findFact.get(source, key)
      if (first === undefined) throw new Error(`fact ${source} ${key} was refused and is not there`)
      return saysTheSame(it, stream.id, first)
        ? { verdict: 'duplicate', position: first.position }
        : { verdict: 'conflict', position: first.position, reason: 'other-body' }
    }
    if (it.text) insertText.run(position, it.text.title ?? null, it.text.description ?? null)
    batch.streams.keep(entry.stream, stream)
    batch.position = position
    batch.pack = pack
    if (entry.stream.kind !== 'city' && publishedAt <= batch.recordedAt + publishedAheadMs)
      batch.publishedThrough = Math.max(batch.publishedThrough, publishedAt)
    batch.facts.push({
      position,
      stream: entry.stream.kind,
      streamId: stream.id,
      type: it.type,
      version: it.version,
      occurredAt,
      publishedAt,
      recordedAt: batch.recordedAt,
      source,
      key,
      pack,
      body: event.body,
    } as Fact)
    return { verdict: 'accepted', position }
  }

  const writeEntry = (batch: Batch, entry: PreparedEntry): Verdict[] => {
    const stream = batch.streams.find(entry.stream)
    if (entry.expectedVersion !== undefined) {
      const position = batch.streams.version(entry.stream, stream)
      if (position !== entry.expectedVersion)
        return entry.events.map(() => ({ verdict: 'conflict', position, reason: 'stale-version' }))
    }
    const before = batch.facts.length
    const verdicts = entry.events.map((event) => writeEvent(batch, entry, stream, event))
    const accepted = batch.facts.length > before
    if (entry.audit && (accepted || entry.events.length === 0))
      audit.write(batch.recordedAt, { ...entry.audit, position: accepted ? batch.position : null })
    return verdicts
  }

  return sqlite.transaction((entries: readonly PreparedEntry[]): Written => {
    const batch = begin()
    const verdicts = entries.map((entry) => writeEntry(batch, entry))
    if (batch.facts.length > 0) {
      projectCommit(batch.facts, batch.streams.lastKnownCase, sources, applier)
      insertCommit.run(batch.position, batch.recordedAt, batch.publishedThrough)
      checkpoint.move(batch.position)
    }
    return { verdicts, facts: batch.facts }
  }).immediate
}
