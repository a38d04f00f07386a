import type { Limit } from '../city/pack.ts'
import type { Draft } from './draft.ts'
import { handOver } from './draft.ts'
import type { HandOff } from './state.ts'

/** By when a hand-off is to be taken, resolved when it was made (接收时限). */
export interface TakeBy {
  limit: Limit
  deadline: number
}

/** Hands a case on (转办, 派遣): whoever had it and had not taken it was the wrong one (误转). */
export function handOn(
  draft: Draft,
  at: number,
  to: Pick<HandOff, 'sender' | 'receiver' | 'kind'>,
  takeBy: TakeBy | undefined,
): void {
  const { waiting } = draft
  if (waiting !== null)
    endHandOff(draft, at, to.receiver === waiting.sender ? 'returned' : 'handed-on')
  if (draft.end !== null) return
  const { limit, deadline } = takeBy ?? { limit: null, deadline: null }
  draft.waiting = { ...to, at, deadline, unit: limit?.unit ?? null, endedAt: null, end: null }
  draft.state.handOffs.push(draft.waiting)
  draft.deadlines[handOver] = deadline
  draft.lapsed[handOver] = false
  draft.since[handOver] = at
}

/** The receiving side took it (接收), sent it back, or has nothing to take any more: its clock stops. */
export function endHandOff(draft: Draft, at: number, end: NonNullable<HandOff['end']>): void {
  const { waiting } = draft
  if (waiting === null) return
  waiting.endedAt = at
  waiting.end = end
  draft.waiting = null
  draft.deadlines[handOver] = null
  draft.lapsed[handOver] = false
}

/** A channel that was handed the case acts on it: it is taken. */
export function channelTakes(draft: Draft, at: number): void {
  if (draft.waiting?.kind === 'channel') endHandOff(draft, at, 'taken')
}

/** The department that was sent the case acts on it: it is taken. Null = whichever it is. */
export function departmentTakes(draft: Draft, at: number, department: string | null): void {
  const { waiting } = draft
  if (waiting?.kind !== 'department') return
  if (department === null || department === waiting.receiver) endHandOff(draft, at, 'taken')
}

/** Whether a hand-off went to the wrong place (误转): handed on or sent back before it was taken. */
export const isMisrouted = ({ end }: Pick<HandOff, 'end'>): boolean =>
  end === 'returned' || end === 'handed-on'
