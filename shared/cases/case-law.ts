import type { Asker, Role } from '../access/asker.ts'
import { caseVerbs, verbRoles, type CaseVerb } from './orders.ts'
import type { CaseStage, CaseState } from './state.ts'

/** What the law looks at of a case (案件处境). */
export interface CaseStanding {
  stage: CaseStage
  department: string | null
  supervised: boolean
  extensionAsked: boolean
  /** The disposal deadline that runs, UTC ms; null while none does. */
  disposalDue: number | null
}

/** Why an order cannot be given: not by this person, or not as the case stands. */
export type Refusal =
  { code: 'forbidden'; why: 'role' | 'department' } | { code: 'conflict'; why: Standstill }

/** What stands in an order's way (不可办理原因), in words for the screen. */
export const standstillWords = {
  stage: '案件已不在这一环节',
  supervised: '案件已在督办中',
  'not-supervised': '案件不在督办中',
  'no-deadline': '案件没有正在计时的处置时限',
  'deadline-passed': '处置时限已过，不能再延期',
  'already-asked': '延期申请尚未答复',
  'not-asked': '没有待答复的延期申请',
} as const
export type Standstill = keyof typeof standstillWords

const taken: CaseStage[] = ['accepted', 'registered']
const atDepartment: CaseStage[] = ['dispatched', 'signed', 'handling', 'reworked']
const unresolved: CaseStage[] = ['reported', ...taken, ...atDepartment, 'suspended']
/** Stages of a case that is still in somebody's hands. */
export const openStages: readonly CaseStage[] = [...unresolved, 'resolved', 'verified']

/** From which stages each order leads on; those of supervision look at the supervision. */
const from: Record<CaseVerb, readonly CaseStage[] | 'any'> = {
  'case-accept': ['reported', 'declined'],
  'case-decline': ['reported', 'accepted'],
  'case-register': ['accepted'],
  'case-merge': unresolved,
  'case-retype': openStages,
  'case-relocate': openStages,
  'case-dispatch': ['registered'],
  'case-sign': ['dispatched'],
  'case-return': ['dispatched', 'signed', 'handling'],
  'case-start': ['signed', 'reworked'],
  'case-ask-extension': atDepartment,
  'case-extend': atDepartment,
  'case-refuse-extension': atDepartment,
  'case-suspend': atDepartment,
  'case-resume': ['suspended'],
  'case-resolve': ['signed', 'handling', 'reworked'],
  'case-verify': ['resolved'],
  'case-rework': ['resolved', 'verified'],
  // 自行办结: what the desk answers itself needs no dispatch.
  'case-close': [...taken, 'verified'],
  'case-rate': ['closed'],
  'case-cancel': openStages,
  'case-reopen': ['closed', 'rated', 'cancelled'],
  'case-supervise': openStages,
  'case-close-supervision': 'any',
  'case-hand-over': ['reported', ...taken],
}

/** The part of a folded case that the law looks at. */
export function standingOf(state: CaseState): CaseStanding {
  const { stage, orders, resolvedAt, disposalDeadline } = state
  const runs = atDepartment.includes(stage) && orders.length > 0 && resolvedAt === null
  return {
    stage,
    department: state.department,
    supervised: state.supervisedAt !== null && state.supervisionClosedAt === null,
    extensionAsked: state.extensionAskedAt !== null,
    disposalDue: runs ? disposalDeadline : null,
  }
}

/**
 * Why `asker` may not give this order at `now`; null = it may. A department's handler (部门经办) speaks
 * in its own departments' cases alone, and closes none.
 */
export function refusal(
  verb: CaseVerb,
  asker: Pick<Asker, 'roles' | 'departments'>,
  standing: CaseStanding,
  now: number,
): Refusal | null {
  const roles = asker.roles.filter((role) => verbRoles[verb].includes(role))
  if (roles.length === 0) return { code: 'forbidden', why: 'role' }
  const { department, stage } = standing
  const isOwn = department !== null && asker.departments.includes(department)
  if (!isOwn && roles.every((role) => role === 'department-handler'))
    return { code: 'forbidden', why: 'department' }
  const stages = stagesFor(verb, roles)
  if (stages !== 'any' && !stages.includes(stage)) return { code: 'conflict', why: 'stage' }
  const why = standstill(verb, standing, now)
  return why === null ? null : { code: 'conflict', why }
}

const stagesFor = (verb: CaseVerb, roles: readonly Role[]): readonly CaseStage[] | 'any' =>
  verb === 'case-close' && !roles.includes('duty-officer') ? ['verified'] : from[verb]

function standstill(verb: CaseVerb, standing: CaseStanding, now: number): Standstill | null {
  const { supervised, extensionAsked, disposalDue } = standing
  switch (verb) {
    case 'case-supervise':
      return supervised ? 'supervised' : null
    case 'case-close-supervision':
      return supervised ? null : 'not-supervised'
    case 'case-refuse-extension':
      return extensionAsked ? null : 'not-asked'
    case 'case-ask-extension':
      if (disposalDue === null) return 'no-deadline'
      if (extensionAsked) return 'already-asked'
      return disposalDue < now ? 'deadline-passed' : null
    case 'case-extend':
      // What was asked for in time may be granted late; the delay is not the department's.
      if (disposalDue === null) return 'no-deadline'
      return !extensionAsked && disposalDue < now ? 'deadline-passed' : null
    default:
      return null
  }
}

/** What the asker may order of a case now (可办操作), in the order of the verbs. */
export const verbsFor = (
  asker: Pick<Asker, 'roles' | 'departments'>,
  standing: CaseStanding,
  now: number,
): CaseVerb[] => caseVerbs.filter((verb) => refusal(verb, asker, standing, now) === null)
