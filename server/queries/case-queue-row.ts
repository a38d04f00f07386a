import type { Asker } from '../../shared/access/asker.ts'
import { standingOf, verbsFor } from '../../shared/cases/case-law.ts'
import type { ExtensionAsked, QueueRow } from '../../shared/cases/queue-answers.ts'
import { countsWorkingTime, type CaseRules } from '../../shared/cases/rules.ts'
import { openHandOff, runningClock } from '../../shared/cases/running-clock.ts'
import type { CaseClock, CaseState } from '../../shared/cases/state.ts'
import type { Fact } from '../../shared/events/index.ts'
import { minuteMs } from '../../shared/time/civil.ts'
import type { OpenedCase } from './case-reader.ts'
import type { Standing } from './city-view.ts'

/** A case as its queue shows it (待办行): its clock, what was asked of it, what the asker may order. */
export function queueRow(
  { row, state, facts }: OpenedCase,
  asker: Asker,
  rules: CaseRules,
  { now, replay }: Pick<Standing, 'now' | 'replay'>,
): QueueRow {
  const running = runningClock(state)
  const dueAt = running?.dueAt ?? null
  return {
    ...row,
    position: facts.at(-1)?.position ?? 0,
    clock: running?.clock ?? null,
    works: running !== null && countsWorkingTime(unitOf(state, running.clock, rules)),
    dueAt,
    remainingWorkMinutes:
      dueAt === null ? null : Math.floor(rules.clock.workMinutesBetween(now, dueAt)),
    remainingMinutes: dueAt === null ? null : Math.floor((dueAt - now) / minuteMs),
    extension: extensionOf(state, facts),
    supervision: supervisionOf(state, facts),
    // The past takes no orders.
    may: replay ? [] : verbsFor(asker, standingOf(state), now),
  }
}

/** The unit that a case's clock counts in; null = natural time. */
export function unitOf(state: CaseState, clock: CaseClock, { limits }: CaseRules): string | null {
  if (clock === 'disposal') return state.runs.at(-1)?.unit ?? null
  if (clock === 'hand-off') return openHandOff(state)?.unit ?? null
  return clock === 'closing' ? limits.verification.unit : limits[clock].unit
}

/** The request for extension that waits for an answer (延期申请). */
export function extensionOf(state: CaseState, facts: readonly Fact[]): ExtensionAsked | null {
  const { extensionAskedAt: askedAt, extensionUntil: until } = state
  if (askedAt === null || until === null) return null
  const asked = facts.findLast(
    (f) => f.type === 'case-extension-requested' && f.occurredAt === askedAt,
  )
  const reason = asked?.type === 'case-extension-requested' ? asked.body.reason : undefined
  return { askedAt, until, reason: reason ?? null }
}

function supervisionOf(state: CaseState, facts: readonly Fact[]): QueueRow['supervision'] {
  if (state.supervisedAt === null || state.supervisionClosedAt !== null) return null
  const begun = facts.findLast(
    (f) => f.type === 'case-supervised' && f.occurredAt === state.supervisedAt,
  )
  if (begun?.type !== 'case-supervised') return null
  return { at: begun.occurredAt, owner: begun.body.owner, due: begun.body.due }
}
