import type { BodyOf } from '../events/index.ts'
import { impliedLights } from './lights.ts'
import type { CaseRules } from './rules.ts'
import type { CaseState } from './state.ts'

/** A fact of passing time that has to be recorded once the clock reaches `at` (its occurredAt). */
export type CaseLapse =
  | { at: number; type: 'deadline-passed'; body: BodyOf<'deadline-passed'> }
  | { at: number; type: 'light-raised'; body: BodyOf<'light-raised'> }

/**
 * What time does to a case and the log does not hold yet (待记时事), ascending, past and future: every
 * deadline missed and every light due. The first element's `at` is the case's timer; none = no
 * timer. Recording what it lists empties it, so a scheduler always comes to rest.
 */
export function lapses(state: CaseState, rules: CaseRules): CaseLapse[] {
  const open: CaseLapse[] = []
  for (const { clock, deadline, recorded } of state.lapses) {
    if (recorded) continue
    const isTwin = (l: CaseLapse): boolean =>
      l.type === 'deadline-passed' && l.body.clock === clock && l.body.deadline === deadline
    if (!open.some(isTwin))
      open.push({ at: deadline, type: 'deadline-passed', body: { clock, deadline } })
  }
  for (const { light, at, rule, deadline } of impliedLights(state, rules))
    if (!state.lights.some((known) => known.rule === rule && known.deadline === deadline))
      open.push({ at, type: 'light-raised', body: { light, rule, deadline } })
  return open.sort((a, b) => a.at - b.at)
}

/** The key under which a lapse is recorded: once per case, clock or rule, and deadline version. */
export function lapseKey({ caseId }: Pick<CaseState, 'caseId'>, lapse: CaseLapse): string {
  const { body } = lapse
  return `${caseId}:${'clock' in body ? body.clock : body.rule}:${body.deadline ?? 'none'}`
}
