import type { LightRule, Limit, LimitUnit, ProcessLimits } from '../city/pack.ts'
import type { WorkingClock } from '../time/working-clock.ts'

/** What the city pack says about every case: its working time, its process limits, its ladder of lights. */
export interface CaseRules {
  clock: WorkingClock
  limits: ProcessLimits
  lights: readonly DatedLight[]
  /** The disposal limit of a type for what is dispatched at `at`; left out = none known. */
  disposalLimit?(type: string, at: number): Limit | null
}

/** A rung of the ladder with when it holds, UTC ms [from, to); left out or null = open. */
export interface DatedLight extends LightRule {
  from?: number | null
  to?: number | null
}

/** Whether a rung holds for what began at `at`. */
export const holdsAt = ({ from, to }: DatedLight, at: number): boolean =>
  (from == null || at >= from) && (to == null || at < to)

/** Whether a limit's unit counts working time (工作时); none counts natural time (自然时). */
export const countsWorkingTime = (unit: string | null): boolean =>
  unit === 'work-hour' || unit === 'work-day'

// About ten years: a source that names a longer limit mistook its unit, and no deadline may leave the calendar.
const longest: Record<LimitUnit, number> = {
  minute: 5_256_000,
  'natural-hour': 87_600,
  'natural-day': 3_650,
  'work-hour': 17_500,
  'work-day': 2_500,
}

/** When a limit that starts at `at` runs out; part of a working day counts as a whole one, ten years are the most. */
export function dueAt(
  { clock }: Pick<CaseRules, 'clock'>,
  at: number,
  { amount, unit }: Limit,
): number {
  const bounded = Math.min(amount, longest[unit])
  const whole = unit === 'work-day' ? Math.ceil(bounded) : bounded
  return Math.round(clock.addLimit(at, { amount: whole, unit }))
}

/** `deadline` moved by the time that [from, to) takes on the clock of `unit`. */
export function moved(
  { clock }: CaseRules,
  deadline: number,
  from: number,
  to: number,
  unit: string | null,
): number {
  if (to <= from) return deadline
  if (!countsWorkingTime(unit)) return deadline + to - from
  return Math.round(clock.addWorkMinutes(deadline, clock.workMinutesBetween(from, to)))
}
