import type { CaseClock, CaseState, HandOff } from './state.ts'

/** The clock that a case now runs against (正在计时的时限) and when it runs out. */
export interface RunningClock {
  clock: CaseClock
  dueAt: number
}

const still = ['suspended', 'declined', 'closed', 'rated', 'cancelled', 'merged']

/**
 * The first clock that nothing has stopped yet: 立案, 派遣, 处置, then 结案. Null while it stands still
 * (挂账), before it is accepted, after its end, and where there is no limit.
 */
export function runningClock(state: CaseState): RunningClock | null {
  if (still.includes(state.stage)) return null
  const clock = waitingFor(state)
  const dueAt = clock === null ? null : deadlineOf(state, clock)
  if (clock !== null && dueAt !== null) return { clock, dueAt }
  const { closingDeadline } = state
  return closingDeadline === null ? null : { clock: 'closing', dueAt: closingDeadline }
}

function waitingFor(state: CaseState): CaseClock | null {
  if (state.resolvedAt !== null) return 'closing'
  if (state.orders.length > 0) return 'disposal'
  if (state.registeredAt !== null) return 'dispatch'
  return state.acceptedAt === null ? null : 'register'
}

/** The hand-off that nobody has taken yet (待接收); null = none. */
export const openHandOff = (state: Pick<CaseState, 'handOffs'>): HandOff | null =>
  state.handOffs.findLast(({ end }) => end === null) ?? null

/** The deadline of a clock; null = none. */
export const deadlineOf = (state: CaseState, clock: CaseClock): number | null =>
  ({
    register: state.registerDeadline,
    dispatch: state.dispatchDeadline,
    disposal: state.disposalDeadline,
    closing: state.closingDeadline,
    'hand-off': openHandOff(state)?.deadline ?? null,
  })[clock]
