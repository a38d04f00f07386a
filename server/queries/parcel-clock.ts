import type { StepClock } from '../../shared/cases/parcel-answers.ts'
import { countsWorkingTime, type CaseRules } from '../../shared/cases/rules.ts'
import type { Span } from '../../shared/cases/state.ts'
import { minuteMs } from '../../shared/time/civil.ts'

/** A stretch of a case's way that a limit may measure. */
export interface Measured {
  from: number
  /** When it was done; null = it still runs. */
  doneAt: number | null
  deadline: number | null
  unit: string | null
}

/** Minutes used against a limit (用时与时限) as of `now`, pauses left out on both sides. */
export function stepClock(
  { from, doneAt, deadline, unit }: Measured,
  pauses: readonly Span[],
  { clock }: Pick<CaseRules, 'clock'>,
  now: number,
): StepClock {
  const works = countsWorkingTime(unit)
  const between = (a: number, b: number): number => {
    if (b <= a) return 0
    return works ? clock.workMinutesBetween(a, b) : (b - a) / minuteMs
  }
  const running = (to: number): number =>
    pauses.reduce(
      (left, still) => left - between(Math.max(still.from, from), Math.min(still.to ?? to, to)),
      between(from, to),
    )
  const until = doneAt ?? now
  return {
    usedMinutes: Math.max(0, Math.floor(running(until))),
    limitMinutes: deadline === null ? null : Math.max(0, Math.round(running(deadline))),
    works,
    deadline,
    late: deadline === null ? null : until > deadline,
  }
}
