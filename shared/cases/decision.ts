import type { EventType, RegionId } from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import type { BodyOf, CaseFactType } from '../events/index.ts'
import type { DeadlineRules } from './deadlines.ts'
import type { CaseCommand, CaseVerb } from './orders.ts'
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
  /** Whether the asker may put a case there: a region of today within its own. */
  mayPlace(region: RegionId): boolean
  /** Another case, as the asker may see it; null = there is none. */
  otherCase(caseId: number): CaseState | null
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
