import { isDeepStrictEqual } from 'node:util'
import { DomainError } from '../../shared/errors.ts'
import type { FactText } from '../../shared/events/envelope.ts'
import { factKind, isFactType } from '../../shared/events/index.ts'
import type { Fact, FactType, NewFactOf } from '../../shared/events/index.ts'
import type { AuditNote, Entry } from './entry.ts'

/** An event made ready before the transaction begins, so that a bad one harms nobody else's. */
export interface PreparedEvent {
  event: NewFactOf
  type: FactType
  version: number
  /** The body as it is stored. */
  json: string
  text: FactText | null
}

export interface PreparedEntry extends Omit<Entry, 'events' | 'audit'> {
  events: PreparedEvent[]
  audit: AuditNote | null
}

/** Raises `bad-request` for an event of an unknown kind or of another kind of stream. */
export function prepare(entry: Entry): PreparedEntry {
  const { audit } = entry
  return {
    stream: entry.stream,
    expectedVersion: entry.expectedVersion,
    events: entry.events.map((event) => prepareEvent(event, entry.stream.kind)),
    audit: audit ?? null,
  }
}

function prepareEvent(event: NewFactOf, stream: string): PreparedEvent {
  const { type } = event
  if (!isFactType(type)) throw new DomainError({ code: 'bad-request', params: { type } })
  const kind = factKind(type)
  if (kind.stream !== stream)
    throw new DomainError({ code: 'bad-request', params: { type, stream } })
  if (!Number.isInteger(event.occurredAt) || !Number.isInteger(event.publishedAt))
    throw new DomainError({ code: 'bad-request', params: { type, key: event.key } })
  const { text } = event
  const hasText = text !== undefined && (text.title ?? text.description) !== undefined
  return {
    event,
    type,
    version: kind.version,
    json: JSON.stringify(event.body),
    text: hasText ? text : null,
  }
}

/** A fact as the log already holds it under the same source and key. */
export interface StoredFact {
  position: number
  stream: Fact['stream']
  streamId: number
  type: string
  version: number
  occurredAt: number
  body: string
}

/** Whether an event says what the stored fact says; the order of a body's keys means nothing. */
export function saysTheSame(event: PreparedEvent, streamId: number, stored: StoredFact): boolean {
  if (stored.type !== event.type || stored.streamId !== streamId) return false
  if (stored.occurredAt !== event.event.occurredAt) return false
  if (stored.body === event.json) return true
  const body: unknown = JSON.parse(stored.body)
  const lifted =
    stored.version < event.version ? factKind(event.type).upcast(body, stored.version) : body
  const { same = isDeepStrictEqual } = factKind(event.type)
  return same(lifted, JSON.parse(event.json))
}
