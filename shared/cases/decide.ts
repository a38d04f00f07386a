import type { Asker } from '../access/asker.ts'
import { DomainError } from '../errors.ts'
import { refusal, standingOf, standstillWords } from './case-law.ts'
import { endingDeciders } from './decide-ending.ts'
import { handlingDeciders } from './decide-handling.ts'
import { intakeDeciders } from './decide-intake.ts'
import { supervisionDeciders } from './decide-supervision.ts'
import type { CaseDecision, CityLaw, Deciders } from './decision.ts'
import { caseVerbName, verbRoles, type CaseCommand, type CaseVerb } from './orders.ts'
import { stageName } from './stages.ts'
import type { CaseState } from './state.ts'

const deciders: Deciders<CaseVerb> = {
  ...intakeDeciders,
  ...handlingDeciders,
  ...endingDeciders,
  ...supervisionDeciders,
}
type Decider = (command: CaseCommand, state: CaseState, law: CityLaw, at: number) => CaseDecision

/**
 * What an order (命令) makes of a case at `at`: the new fact with its deadlines resolved, or a broken
 * rule. Pure. Raises `forbidden` for the role or the department, `conflict` where the case has moved
 * past that step, `bad-request` with `field` for what the order says.
 */
export function decide(
  command: CaseCommand,
  state: CaseState,
  asker: Pick<Asker, 'roles' | 'departments'>,
  law: CityLaw,
  at: number,
): CaseDecision {
  const { verb } = command
  const refused = refusal(verb, asker, standingOf(state), at)
  if (refused?.code === 'forbidden') throw forbidden(verb, refused.why)
  if (refused !== null) {
    const what = `${standstillWords[refused.why]}（现为${stageName[state.stage]}），不能${caseVerbName[verb]}`
    throw new DomainError({
      code: 'conflict',
      params: { what, id: state.caseId, verb, why: refused.why, stage: state.stage },
    })
  }
  return (deciders[verb] as Decider)(command, state, law, at)
}

/** Raises `forbidden` for whoever may never give this order, whatever the case. */
export function checkRole(verb: CaseVerb, asker: Pick<Asker, 'roles'>): void {
  if (!asker.roles.some((role) => verbRoles[verb].includes(role))) throw forbidden(verb, 'role')
}

const forbidden = (verb: CaseVerb, why: 'role' | 'department'): DomainError =>
  new DomainError({ code: 'forbidden', params: { action: verb, why } })
