import { isMisrouted } from '../../shared/cases/hand-offs.ts'
import type { ParcelHandOff } from '../../shared/cases/hand-off-answers.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { Posts } from './case-posts.ts'
import { stepClock } from './parcel-clock.ts'

/** Through whose hands a case went (转办), each with what it used of its limit. */
export const handOffsOf = (
  state: CaseState,
  posts: Posts,
  rules: Pick<CaseRules, 'clock'>,
  now: number,
): ParcelHandOff[] =>
  state.handOffs.map((one) => {
    const { sender, receiver, kind, at, endedAt, end, deadline, unit } = one
    const measured = { from: at, doneAt: endedAt, deadline, unit }
    return {
      sender: posts.source(sender),
      receiver: kind === 'channel' ? posts.source(receiver) : posts.department(receiver),
      ...{ at, endedAt, end, misrouted: isMisrouted(one) },
      clock: stepClock(measured, state.pauses, rules, now),
    }
  })
