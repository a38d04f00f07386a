import { minuteMs } from '../time/civil.ts'
import { isMisrouted } from './hand-offs.ts'
import type { CaseState, HandOff } from './state.ts'

/** What one hand-off adds (转办计数), all of it filed under when it was handed over. */
export interface HandOffCount extends Pick<HandOff, 'at' | 'sender' | 'receiver' | 'kind'> {
  handed: number
  /** Taken, sent back, handed on or over with the case. */
  ended: number
  /** 误转 */
  misrouted: number
  /** Its deadline passed before that, once the lapse is recorded (超时). */
  late: number
  /** Natural minutes until it ended. */
  minutes: number
}

/** What a case counts as hand-offs. Pure: a lapse counts once it is recorded, never by a clock. */
export const handOffCounts = (state: CaseState | null): HandOffCount[] =>
  (state?.handOffs ?? []).map((one) => ({
    ...{ at: one.at, sender: one.sender, receiver: one.receiver, kind: one.kind },
    handed: 1,
    ended: one.endedAt === null ? 0 : 1,
    misrouted: isMisrouted(one) ? 1 : 0,
    late: isLate(one, state) ? 1 : 0,
    minutes: one.endedAt === null ? 0 : Math.round((one.endedAt - one.at) / minuteMs),
  }))

/** Whether a recorded lapse is this hand-off's. */
export const isLate = (
  { at, endedAt, deadline }: HandOff,
  state: Pick<CaseState, 'lapses'> | null,
): boolean =>
  state?.lapses.some(
    (lapse) =>
      lapse.clock === 'hand-off' &&
      lapse.recorded &&
      lapse.deadline === deadline &&
      lapse.from >= at &&
      lapse.from <= (endedAt ?? Infinity),
  ) ?? false
