import { z } from 'zod'
import { attachmentHash, attachmentLimits } from '../cases/attachment.ts'
import { limit, point, reason, severity } from './envelope.ts'

/** ISO 8601 with an offset, or UTC milliseconds. */
const time = z.union([z.number().int(), z.iso.datetime({ offset: true })])

const head = {
  /** Unique within its source, for ever: the same key twice is one fact. */
  key: z.string().min(1).max(120),
  /** The channel that speaks (案件来源 or 接口). */
  source: z.string().min(1).max(60),
  occurredAt: time,
  /** When the source said so; left out = occurredAt. */
  publishedAt: time.optional(),
}

const text = z
  .object({ title: z.string().max(300).optional(), description: z.string().max(4000).optional() })
  .optional()

/** Hashes that an upload was answered with (附件). */
const attachments = z.array(attachmentHash).max(attachmentLimits.each).optional()

const ofCase = { ...head, case: z.string().min(1).max(80) }
const plain = <T extends string>(type: T) => z.object({ type: z.literal(type), ...ofCase, text })
const withReason = <T extends string>(type: T) =>
  z.object({ type: z.literal(type), ...ofCase, reason: reason.optional(), text })
const place = {
  /** Region code of any level; left out = unplaced. */
  region: z.string().max(200).nullish(),
  point: point.nullish(),
}

/**
 * A fact as a source tells it (源事实): region codes instead of ids, case numbers instead of case
 * ids, deadlines left to us unless the source sets its own. This is what `POST /api/v1/facts`,
 * files and the simulator all speak.
 */
export const sourceFact = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('case-reported'),
    ...ofCase,
    ...place,
    eventType: z.string().min(1).max(200),
    /** Left out = the type's own. */
    severity: severity.optional(),
    /** 第几次同点同类诉求, where the source knows. */
    repeat: z.number().int().min(1).optional(),
    attachments,
    text,
  }),
  plain('case-accepted'),
  withReason('case-declined'),
  plain('case-registered'),
  z.object({
    type: z.literal('case-dispatched'),
    ...ofCase,
    department: z.string().max(200),
    limit: limit.optional(),
    /** The source's own targets; left out = from the type's limit. */
    disposalDeadline: time.nullish(),
    closingDeadline: time.nullish(),
    text,
  }),
  z.object({
    type: z.literal('case-signed'),
    ...ofCase,
    department: z.string().max(200).optional(),
  }),
  plain('case-handling-started'),
  plain('case-resolved').extend({ attachments }),
  plain('case-verified').extend({ attachments }),
  withReason('case-reworked'),
  plain('case-closed'),
  z.object({
    type: z.literal('case-rated'),
    ...ofCase,
    rating: z.enum(['satisfied', 'basically-satisfied', 'dissatisfied']),
  }),
  withReason('case-returned').extend({ attachments }),
  z.object({
    type: z.literal('case-extended'),
    ...ofCase,
    disposalDeadline: time,
    closingDeadline: time.optional(),
  }),
  z.object({
    type: z.literal('case-extension-requested'),
    ...ofCase,
    /** The deadline wanted. */
    disposalDeadline: time,
    reason: reason.optional(),
  }),
  withReason('case-extension-refused'),
  withReason('case-suspended'),
  plain('case-resumed'),
  withReason('case-cancelled'),
  withReason('case-reopened'),
  z.object({
    type: z.literal('case-merged'),
    ...ofCase,
    into: z.string().min(1).max(80),
    /** The other case's source; left out = the same. */
    intoSource: z.string().min(1).max(60).optional(),
  }),
  z.object({
    type: z.literal('case-supervised'),
    ...ofCase,
    owner: z.string().max(60),
    due: time.nullish(),
  }),
  z.object({
    type: z.literal('case-supervision-closed'),
    ...ofCase,
    note: reason.optional(),
  }),
  z.object({ type: z.literal('case-handed-over'), ...ofCase, from: z.string(), to: z.string() }),
  z.object({
    type: z.literal('case-retyped'),
    ...ofCase,
    eventType: z.string().min(1).max(200),
    severity: severity.optional(),
  }),
  z.object({ type: z.literal('case-relocated'), ...ofCase, ...place }),
  z.object({
    type: z.literal('observations-reported'),
    ...head,
    feed: z.string(),
    grain: z.enum(['instant', 'day', 'week', 'tenday', 'month', 'quarter', 'term', 'year']),
    from: time,
    to: time,
    /** Region codes, in the order of every list in `values`. */
    regions: z.array(z.string()).min(1),
    values: z.record(z.string(), z.array(z.number().nullable())),
  }),
  z.object({
    type: z.literal('coverage-reported'),
    ...head,
    feed: z.string(),
    regions: z.array(z.string()).nullish(),
    from: time,
    until: time,
  }),
])

export type SourceFact = z.infer<typeof sourceFact>

/** What became of one source fact: the answer to each, in order. */
export interface FactVerdict {
  index: number
  key: string
  /** `conflict`: the same source and key already say something else. */
  verdict: 'accepted' | 'duplicate' | 'conflict' | 'rejected'
  /** Position in the log once accepted (or of the first copy, or of what it is in conflict with). */
  position: number | null
  /** Why rejected, or what was kept as unknown or masked: what, where, what to do. */
  reasons: { code: string; message: string; field?: string }[]
}
