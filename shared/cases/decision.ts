import type { EventType, Limit, RegionId } from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import type { Receiver } from '../city/limits.ts'
import type { BodyOf, CaseFactType } from '../events/index.ts'
import type { DeadlineRules } from './deadlines.ts'
import type { CaseCommand, CaseVerb } from './orders.ts'
import { attachmentLimits, type Attachment } from './attachment.ts'
import type { CaseState } from './state.ts'

/** A fact that an order makes (命令所成之事实); `note` is free text, kept beside the log. */
export type CaseDecision = {
  [T in CaseFactType]: { type: T; body: BodyOf<T>; note?: string }
}[CaseFactType]

/** What the city says beside the case itself: its pack, and the other case of a merging. */
export interface CityLaw extends DeadlineRules {
  types: ReadonlyMap<string, EventType>
  departments: ReadonlySet<string>
  /** The channels that report cases (案件来源). */
  channels: ReadonlySet<string>
  /** The disposal limit of a type for what is dispatched at `at` (处置时限); null for an unknown type. */
  disposalLimit(type: string, at: number): Limit | null
  /** By when a hand-off made at `at` is to be taken (接收时限); null = no limit. */
  handOffLimit(sender: string, receiver: Receiver, at: number): Limit | null
  /** Whether the asker may put a case there: a region of today within its own. */
  mayPlace(region: RegionId): boolean
  /** Another case, as the asker may see it; null = there is none. */
  otherCase(caseId: number): CaseState | null
  /** A file that was uploaded (附件); null = not on our disk. */
  attachment(hash: string): Attachment | null
}

/** How each order of a group becomes facts, once the law has let it through. */
export type Deciders<V extends CaseVerb> = {
  [K in V]: (
    command: Extract<CaseCommand, { verb: K }>,
    state: CaseState,
    law: CityLaw,
    at: number,
  ) => CaseDecision
}

/** A field of the order that cannot stand, with what to do about it. */
export const badField = (
  field: string,
  what: string,
  more: Record<string, string | number> = {},
): DomainError => new DomainError({ code: 'bad-request', params: { field, what, ...more } })

/** A reason (理由) in words. Raises `bad-request` for none, or for a long one. */
export function reasonOf(given: string, field = 'reason'): string {
  const reason = given.trim()
  if (reason === '') throw badField(field, '请写明理由')
  if (reason.length > 500) throw badField(field, '理由不超过 500 字', { most: 500 })
  return reason
}

/** What the order's hashes name (附件), each once. Raises `bad-request` for one that is not on our disk. */
export function attached(
  hashes: readonly string[] | undefined,
  law: Pick<CityLaw, 'attachment'>,
): { attachments?: Attachment[] } {
  const attachments = [...new Set(hashes)].map((hash) => {
    const found = law.attachment(hash)
    if (found === null) throw badField('attachments', '没有这一附件，请重新上传', { found: hash })
    return found
  })
  if (attachments.length > attachmentLimits.each)
    throw badField('attachments', `附件不超过 ${attachmentLimits.each} 个`, {
      most: attachmentLimits.each,
    })
  return attachments.length === 0 ? {} : { attachments }
}
