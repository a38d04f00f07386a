import type { Attachment } from '../../shared/cases/attachment.ts'
import * as deadlines from '../../shared/cases/deadlines.ts'
import type { Limit, Severity } from '../../shared/city/pack.ts'
import type { BodyOf, CaseFactType, NewFactOf } from '../../shared/events/index.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { WorkingClock } from '../../shared/time/working-clock.ts'
import type { Lookups } from './lookups.ts'
import { mask } from './mask.ts'
import type { MaskCounts } from './mask.ts'
import { placeOf } from './place.ts'
import type { Note } from './ports.ts'
import { inRange, outOfRange, toMs } from './times.ts'
import type { FactTimes } from './times.ts'

export type CaseSourceFact = Extract<SourceFact, { case: string }>

/** What mapping one fact needs, and where it leaves what it noticed. */
export interface Mapping {
  lookups: Lookups
  clock: WorkingClock
  times: FactTimes
  notes: Note[]
  masked: MaskCounts
  attachment(hash: string): Attachment | null
  /** The type that the case of this fact has at its time; null = not known to us. */
  typeOfCase(): string | null
  /** When the case was first reported, as far as we know; null = not yet. */
  reportedAt(): number | null
}

/** A case's fact as the log keeps it; null where it cannot be taken, with the reason in `notes`. */
export function caseFact(fact: CaseSourceFact, m: Mapping): NewFactOf | null {
  const body = bodyOf(fact, m)
  if (body === null) return null
  const text = 'text' in fact && fact.text !== undefined ? maskText(fact.text, m) : undefined
  return {
    type: fact.type,
    ...m.times,
    source: fact.source,
    key: fact.key,
    body,
    ...(text && { text }),
  } as NewFactOf
}

function bodyOf(fact: CaseSourceFact, m: Mapping): BodyOf<CaseFactType> | null {
  const at = m.times.occurredAt
  switch (fact.type) {
    case 'case-reported':
      return {
        number: fact.case,
        ...typed(fact, m),
        ...placeOf(fact, m),
        ...(fact.repeat !== undefined && { repeatOrdinal: fact.repeat }),
        ...attached(fact, m),
      }
    case 'case-accepted':
      return { registerDeadline: deadlines.registerBy(rulesOf(m), at) }
    case 'case-registered':
      return { dispatchDeadline: deadlines.dispatchBy(rulesOf(m), at) }
    case 'case-dispatched':
      return dispatched(fact, m)
    case 'case-signed':
      return fact.department === undefined ? {} : { department: department(fact.department, m) }
    case 'case-extended':
      return extended(fact, m)
    case 'case-extension-requested':
      return extensionRequested(fact, m)
    case 'case-retyped': {
      const { type, severity } = typed(fact, m)
      return { type, severity, limit: limitOf(type, m) }
    }
    case 'case-relocated':
      return placeOf(fact, m)
    case 'case-rated':
      return { rating: fact.rating }
    case 'case-merged':
      return {
        into: fact.into,
        ...(fact.intoSource !== undefined && { intoSource: fact.intoSource }),
      }
    case 'case-supervised':
      return { owner: mask(fact.owner, m.masked), due: deadline(fact.due, 'due', m) ?? null }
    case 'case-supervision-closed':
      return fact.note === undefined ? {} : { note: mask(fact.note, m.masked) }
    case 'case-handed-over':
      return {
        from: mask(fact.from, m.masked),
        to: mask(fact.to, m.masked),
        ...deadlines.takenBy(m, at, m.lookups.handOffLimit(fact.from, { channel: fact.to }, at)),
      }
    case 'case-resolved':
    case 'case-verified':
      return attached(fact, m)
    case 'case-closed':
      return closed(m)
    case 'case-returned':
      return {
        ...(fact.reason !== undefined && { reason: mask(fact.reason, m.masked) }),
        ...attached(fact, m),
      }
    case 'case-declined':
    case 'case-reworked':
    case 'case-extension-refused':
    case 'case-suspended':
    case 'case-cancelled':
    case 'case-reopened':
      return fact.reason === undefined ? {} : { reason: mask(fact.reason, m.masked) }
    default:
      return {}
  }
}

function typed(
  fact: { eventType: string; severity?: Severity },
  m: Mapping,
): { type: string; typeGiven?: string; severity: Severity } {
  const { types, pack } = m.lookups
  const known = types.get(fact.eventType)
  if (known) return { type: known.code, severity: fact.severity ?? known.severity }
  m.notes.push({
    code: 'unknown-event-type',
    field: 'eventType',
    message: `事件类型 ${mask(fact.eventType, {})} 不在城市包中，已按未识别类型记，原文保留；请在城市包补类型后改类。`,
  })
  return {
    type: pack.unknownType,
    typeGiven: mask(fact.eventType, m.masked),
    severity: fact.severity ?? types.get(pack.unknownType)?.severity ?? 4,
  }
}

type Dispatched = Extract<SourceFact, { type: 'case-dispatched' }>

function dispatched(fact: Dispatched, m: Mapping): BodyOf<'case-dispatched'> {
  const given = deadline(fact.disposalDeadline, 'disposalDeadline', m)
  // What the source sets itself was computed from no limit of ours.
  const byType = fact.limit === undefined && given === undefined
  const type = byType ? m.typeOfCase() : null
  const limit = fact.limit ?? (type === null ? null : limitOf(type, m))
  if (byType && type === null)
    m.notes.push({
      code: 'case-not-yet-reported',
      field: 'case',
      message: '尚未收到此案的上报，时限待上报后按其类型计；请报 case-reported，或随派遣给出时限。',
    })
  const at = m.times.occurredAt
  const to = department(fact.department, m)
  return {
    ...deadlines.dispatched(rulesOf(m), at, {
      department: to,
      limit,
      disposalDeadline: given,
      closingDeadline: deadline(fact.closingDeadline, 'closingDeadline', m),
    }),
    ...(byType && { byType: type ?? (true as const) }),
    ...deadlines.takenBy(m, at, m.lookups.handOffLimit(fact.source, { department: to }, at)),
  }
}

/** A closing before its opening is kept as told: which of the two times is wrong only its source knows. */
function closed(m: Mapping): BodyOf<'case-closed'> {
  const reportedAt = m.reportedAt()
  if (reportedAt !== null && m.times.occurredAt < reportedAt)
    m.notes.push({
      code: 'closed-before-reported',
      field: 'occurredAt',
      message: '结案早于上报，已照原样收下；请核对两者的时间，如有误请用新的 key 更正。',
    })
  return {}
}

type Extended = Extract<SourceFact, { type: 'case-extended' }>

function extended(fact: Extended, m: Mapping): BodyOf<'case-extended'> | null {
  const disposal = toMs(fact.disposalDeadline)
  if (!inRange(disposal)) {
    m.notes.push(outOfRange('disposalDeadline'))
    return null
  }
  const closing = deadline(fact.closingDeadline, 'closingDeadline', m)
  return deadlines.extended(rulesOf(m), disposal, closing)
}

type Requested = Extract<SourceFact, { type: 'case-extension-requested' }>

function extensionRequested(
  fact: Requested,
  m: Mapping,
): BodyOf<'case-extension-requested'> | null {
  const disposalDeadline = toMs(fact.disposalDeadline)
  if (!inRange(disposalDeadline)) {
    m.notes.push(outOfRange('disposalDeadline'))
    return null
  }
  const { reason } = fact
  return { disposalDeadline, ...(reason !== undefined && { reason: mask(reason, m.masked) }) }
}

const rulesOf = ({ clock, lookups }: Mapping): deadlines.DeadlineRules => ({
  clock,
  limits: lookups.pack.limits,
})

const limitOf = (type: string, m: Mapping): Limit | null =>
  m.lookups.disposalLimit(type, m.times.occurredAt)

/** undefined = the source says nothing, null = it says there is none (or names an impossible time). */
function deadline(
  time: number | string | null | undefined,
  field: string,
  m: Mapping,
): number | null | undefined {
  if (time === undefined || time === null) return time
  const ms = toMs(time)
  if (inRange(ms)) return ms
  m.notes.push({
    code: 'deadline-out-of-range',
    field,
    message: `${field} 不在 2000—2100 年之间，已按无时限记。`,
  })
  return null
}

function department(given: string, m: Mapping): string {
  const known = m.lookups.departments.get(given)
  if (known !== undefined) return known
  const kept = mask(given, m.masked)
  m.notes.push({
    code: 'unknown-department',
    field: 'department',
    message: `部门 ${kept} 不在城市包中，已按原文记；请在城市包补部门或别名。`,
  })
  return kept
}

/** The files that a source names, each once; what we do not have is left out with a note. */
function attached(
  { attachments = [] }: { attachments?: readonly string[] },
  m: Mapping,
): { attachments?: Attachment[] } {
  const found = [...new Set(attachments)].flatMap((hash) => {
    const known = m.attachment(hash)
    if (known === null)
      m.notes.push({
        code: 'unknown-attachment',
        field: 'attachments',
        message: `没有收到过附件 ${hash.slice(0, 12)}…，此事实不带它；请先用 POST /api/v1/attachments 上传。`,
      })
    return known ?? []
  })
  return found.length === 0 ? {} : { attachments: found }
}

function maskText(text: { title?: string; description?: string }, m: Mapping) {
  const title = text.title && mask(text.title, m.masked)
  const description = text.description && mask(text.description, m.masked)
  return title || description
    ? { ...(title && { title }), ...(description && { description }) }
    : undefined
}
