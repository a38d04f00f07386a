import type { LimitUnit } from '../city/pack.ts'
import { overdueSpans } from './overdue.ts'
import { countsWorkingTime, dueAt, holdsAt } from './rules.ts'
import type { CaseRules, DatedLight } from './rules.ts'
import type { CaseState, DisposalRun, RaisedLight } from './state.ts'

/**
 * Every light that the facts of a case bring about (应亮灯), past and future, ascending, each rule once
 * per deadline, by the ladder in force when it was dispatched (before that, reported). A light that
 * would fall into a suspension waits for its end.
 */
export function impliedLights(state: CaseState, rules: CaseRules): RaisedLight[] {
  const lights: RaisedLight[] = []
  const raise = (rule: DatedLight, at: number, deadline: number | null): void => {
    const begunAt = state.orders.findLast((order) => order.at <= at)?.at ?? state.reportedAt
    if (!holdsAt(rule, begunAt)) return
    if (lights.some((other) => other.rule === rule.order && other.deadline === deadline)) return
    lights.push({ light: rule.light, at, rule: rule.order, deadline })
  }
  for (const rule of rules.lights) {
    if (rule.trigger === 'remaining-share') remindLights(state, rules, rule, raise)
    else if (rule.trigger === 'overdue') overdueLights(state, rules, rule, raise)
    else if (rule.trigger === 'rework-count') {
      const at = state.reworkedAt[rule.value - 1]
      if (at !== undefined) raise(rule, at, null)
    } else if (rule.trigger === 'repeat-count') {
      const { acceptedAt, declinedAt, repeatOrdinal } = state
      if (acceptedAt !== null && declinedAt === null && repeatOrdinal >= rule.value)
        raise(rule, acceptedAt, null)
    }
  }
  if (lights.length === 0) return lights
  // Rules that wait for another light (红牌 → 领导督办) come last: they count what was raised.
  for (const rule of rules.lights) {
    const causes = lights.filter((other) => other.light === rule.trigger)
    const cause = causes.sort(byInstant)[rule.value - 1]
    if (cause !== undefined) raise(rule, cause.at, cause.deadline)
  }
  return lights.sort(byInstant)
}

type Raise = (rule: DatedLight, at: number, deadline: number | null) => void

const byInstant = (a: RaisedLight, b: RaisedLight): number => a.at - b.at || a.rule - b.rule

function remindLights(state: CaseState, rules: CaseRules, rule: DatedLight, raise: Raise): void {
  for (const run of state.runs) {
    const reached = instantLeft(state, rules, run, rule.value / 100)
    if (reached === null) continue
    const at = Math.max(reached, run.from)
    if (at < run.deadline && (run.to === null || at < run.to)) raise(rule, at, run.deadline)
  }
}

/** When `share` (0–1) of the disposal time is left, pauses not counted; null where there is no time. */
function instantLeft(
  state: CaseState,
  { clock }: CaseRules,
  { dispatchedAt, deadline, unit }: DisposalRun,
  share: number,
): number | null {
  if (deadline <= dispatchedAt) return null
  const works = countsWorkingTime(unit)
  const between = (from: number, to: number): number => {
    if (to <= from) return 0
    return works ? clock.workMinutesBetween(from, to) : to - from
  }
  const whole = between(dispatchedAt, deadline)
  let still = 0
  for (const { from, to } of state.pauses)
    still += between(Math.max(from, dispatchedAt), Math.min(to ?? deadline, deadline))
  const left = (whole - still) * share
  if (left <= 0) return null
  if (!works) return Math.ceil(deadline - left)
  return Math.ceil(clock.addWorkMinutes(dispatchedAt, whole - left))
}

function overdueLights(state: CaseState, rules: CaseRules, rule: DatedLight, raise: Raise): void {
  for (const { from, to, deadline } of overdueSpans(state.lapses)) {
    const limit = { amount: rule.value, unit: rule.unit as LimitUnit }
    const reached = rule.value > 0 ? dueAt(rules, deadline, limit) : deadline
    const at = afterPauses(state, Math.max(reached, from))
    if (at !== null && (to === null || at < to)) raise(rule, at, deadline)
  }
}

function afterPauses({ pauses }: CaseState, instant: number): number | null {
  let at = instant
  for (const { from, to } of pauses)
    if (from <= at) {
      if (to === null) return null
      if (at < to) at = to
    }
  return at
}
