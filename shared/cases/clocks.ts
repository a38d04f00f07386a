import type { Limit } from '../city/pack.ts'
import { closing, disposal, dispatch, dropExtension, handOver, register } from './draft.ts'
import type { CaseEnd, Draft } from './draft.ts'
import { closeBy } from './deadlines.ts'
import { endHandOff } from './hand-offs.ts'
import { dueAt, moved } from './rules.ts'
import { caseClocks } from './state.ts'

/** Whether what a clock waits for has happened; only an end stops the closing clock. */
function isStopped({ state }: Draft, clock: number): boolean {
  switch (clock) {
    case register:
      return state.registeredAt !== null || state.orders.length > 0 || state.resolvedAt !== null
    case dispatch:
      return state.orders.length > 0 || state.resolvedAt !== null
    case disposal:
      return state.resolvedAt !== null
    default:
      return false
  }
}

/**
 * Lets time pass up to `at`: each running clock whose deadline lies before it has lapsed. What
 * happens at the deadline itself still keeps it. A suspended or ended case has no running clock.
 */
export function passTime(draft: Draft, at: number): void {
  if (draft.end !== null || draft.pause !== null) return
  for (let clock = register; clock <= handOver; clock += 1) {
    const deadline = draft.deadlines[clock] ?? null
    if (deadline === null || draft.lapsed[clock] === true || isStopped(draft, clock)) continue
    const from = Math.max(deadline, draft.since[clock] ?? 0)
    if (from >= at) continue
    draft.lapsed[clock] = true
    openLapse(draft, clock, deadline, from)
  }
}

function openLapse(draft: Draft, clock: number, deadline: number, from: number): void {
  const name = caseClocks[clock] ?? 'closing'
  const lapse = { clock: name, deadline, from, to: null, recorded: false }
  draft.past[clock] = lapse
  draft.state.lapses.push(lapse)
}

/** Gives a clock that still runs a new deadline; the same deadline changes nothing, null stops it. */
export function setDeadline(
  draft: Draft,
  clock: number,
  deadline: number | null,
  at: number,
): void {
  if (draft.deadlines[clock] === deadline || draft.end !== null || isStopped(draft, clock)) return
  draft.deadlines[clock] = deadline
  draft.lapsed[clock] = false
  draft.since[clock] = at
}

/** The closing deadline that goes with a disposal deadline: the verification limit later. */
export const closingAfter = (draft: Draft, disposalDeadline: number | null): number | null =>
  disposalDeadline === null ? null : closeBy(draft.rules, disposalDeadline)

/** Stops all clocks of a case. */
export function pause(draft: Draft, at: number): void {
  draft.pause = { from: at, to: null }
  draft.state.pauses.push(draft.pause)
}

/**
 * Starts the clocks again: deadlines that had not lapsed move by the time that stood still, on
 * their own clock (working or natural). A lapsed one stays where it was.
 */
export function resume(draft: Draft, at: number): void {
  const still = draft.pause
  if (still === null) return
  still.to = at
  draft.pause = null
  for (let clock = register; clock <= handOver; clock += 1) {
    const deadline = draft.deadlines[clock] ?? null
    if (deadline === null || draft.lapsed[clock] === true || isStopped(draft, clock)) continue
    draft.deadlines[clock] = moved(draft.rules, deadline, still.from, at, unitOf(draft, clock))
    draft.since[clock] = at
  }
  if (draft.waiting !== null) draft.waiting.deadline = draft.deadlines[handOver] ?? null
}

function unitOf({ rules, limit, waiting }: Draft, clock: number): string | null {
  if (clock === register) return rules.limits.register.unit
  if (clock === dispatch) return rules.limits.dispatch.unit
  if (clock === handOver) return waiting?.unit ?? null
  return limit?.unit ?? null
}

/** Settles a suspension up to `at` and lets it go on: what follows sets deadlines as of `at`. */
export function settlePause(draft: Draft, at: number): void {
  if (draft.pause === null) return
  resume(draft, at)
  pause(draft, at)
}

/** Ends a suspension because the case went on. */
export function goOn(draft: Draft, at: number): void {
  resume(draft, at)
  draft.state.suspendedAt = null
}

/** Ends a case: every clock stops where it is. */
export function endCase(draft: Draft, at: number, end: CaseEnd): void {
  dropExtension(draft)
  goOn(draft, at)
  endHandOff(draft, at, draft.waiting?.kind === 'channel' ? 'taken' : 'over')
  draft.end = end
  draft.stage = end
}

/** Takes an ended case up again: its clocks run on towards the deadlines they had. */
export function takeUp(draft: Draft, at: number): void {
  draft.end = null
  draft.since.fill(at)
}

/** Clocks what has not lapsed by `limit` from the last dispatch, pauses since then added. */
export function reclock(draft: Draft, limit: Limit | null, at: number): void {
  const from = draft.state.orders.at(-1)?.at
  if (from === undefined || draft.end !== null) return
  settlePause(draft, at)
  draft.limit = limit
  let deadline = limit === null ? null : dueAt(draft.rules, from, limit)
  if (limit !== null && deadline !== null)
    for (const still of draft.state.pauses) {
      const to = still.to ?? at
      deadline = moved(draft.rules, deadline, Math.max(still.from, from), to, limit.unit)
    }
  if (draft.lapsed[disposal] !== true) setDeadline(draft, disposal, deadline, at)
  if (draft.lapsed[closing] !== true) setDeadline(draft, closing, closingAfter(draft, deadline), at)
}
