import type { Fact, FactType } from '../events/index.ts'
import type { WarningInfo, WarningName } from '../events/warning-parts.ts'

export type WarningFactType = Extract<FactType, `warning-${string}`>
export type WarningFact = Extract<Fact, { type: WarningFactType }>

/** What a message does: opens a warning, takes the place of earlier ones, or ends them. */
export type WarningKind = 'issued' | 'updated' | 'cancelled'

const kinds: Record<WarningFactType, WarningKind> = {
  'warning-issued': 'issued',
  'warning-updated': 'updated',
  'warning-cancelled': 'cancelled',
}

export const isWarningFact = (fact: Fact): fact is WarningFact => fact.type in kinds
export const kindOf = (type: WarningFactType): WarningKind => kinds[type]

/**
 * How a warning stands (预警状态): in force 生效中, still to begin 未到时, over by its own end 已到期, replaced
 * 已更新, ended 已解除; `not-live` = an exercise, a test, or a message that shows nothing of its own.
 */
export type WarningState =
  'in-force' | 'to-come' | 'expired' | 'replaced' | 'cancelled' | 'not-live'

/** What a later message says of this one. */
export interface WarningEnd {
  kind: WarningKind
  status: string
  sentAt: number
}

/** One message with those that refer to it. */
export interface WarningStanding {
  kind: WarningKind
  status: string
  infos: readonly Pick<WarningInfo, 'from' | 'until'>[]
  ends: readonly WarningEnd[]
}

/**
 * What ended a message: a cancel before an update, the earliest of each. A test ends only tests: a
 * message of another status says nothing about this one. The order of arrival means nothing.
 */
export function endOf({ status, ends }: Pick<WarningStanding, 'status' | 'ends'>) {
  const counted = ends.filter((end) => end.status === status && end.kind !== 'issued')
  const first = (kind: WarningKind) =>
    counted.filter((end) => end.kind === kind).sort((a, b) => a.sentAt - b.sentAt)[0] ?? null
  return first('cancelled') ?? first('updated')
}

/**
 * The state of a message at an instant, from the set of messages alone. Expiry is read off the span
 * that the source gave, [from, until): nothing is counted or ordered when it lapses.
 */
export function stateOf(standing: WarningStanding, now: number): WarningState {
  const { kind, status, infos } = standing
  if (kind === 'cancelled' || status !== 'Actual' || infos.length === 0) return 'not-live'
  const end = endOf(standing)
  if (end !== null) return end.kind === 'cancelled' ? 'cancelled' : 'replaced'
  if (infos.some(({ from, until }) => from <= now && now < until)) return 'in-force'
  return infos.some(({ from, until }) => now < from && from < until) ? 'to-come' : 'expired'
}

/** A message's name as one word: CAP's sender,identifier,sent with the instant in UTC. */
export const nameOf = ({ sender, identifier, sentAt }: WarningName): string =>
  `${sender},${identifier},${new Date(sentAt).toISOString()}`
