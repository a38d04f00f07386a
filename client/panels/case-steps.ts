import type { CaseStep } from '../../shared/cases/detail.ts'
import { caseFactName } from '../../shared/cases/fact-names.ts'
import type { CaseClock, Light, Rating } from '../../shared/cases/state.ts'

const clocks: Record<CaseClock, string> = {
  register: '立案',
  dispatch: '派遣',
  disposal: '处置',
  closing: '结案',
  'hand-off': '接收',
}
const lights: Record<Light, string> = {
  remind: '催办',
  'yellow-card': '黄牌',
  'red-card': '红牌',
  supervision: '领导督办',
}
const ratings: Record<Rating, string> = {
  satisfied: '满意',
  'basically-satisfied': '基本满意',
  dissatisfied: '不满意',
}

export const ratingName = (rating: Rating): string => ratings[rating]
export const lightName = (light: Light): string => lights[light]

export interface StepWords {
  name: string
  /** Whom, until when, why; in that order. */
  said: string[]
  /** What the clock did, not a person. */
  clock: boolean
  severity: 1 | 3 | null
}

/** One step of a case in words; `timeOf` prints an instant. */
export function stepWords(step: CaseStep, timeOf: (ms: number) => string): StepWords {
  const lapsed = step.type === 'deadline-passed'
  const said = [
    step.departmentName,
    step.owner === null ? null : `督办人 ${step.owner}`,
    step.rating && ratings[step.rating],
    step.deadline === null ? null : `${lapsed ? '时限' : '限'} ${timeOf(step.deadline)}`,
    step.reason,
  ]
  return {
    name: step.light
      ? lights[step.light]
      : lapsed && step.clock
        ? `${clocks[step.clock]}超时`
        : caseFactName[step.type],
    said: said.filter((word): word is string => Boolean(word)),
    clock: lapsed || step.light !== null,
    severity: lightSeverity(step),
  }
}

function lightSeverity(step: CaseStep): 1 | 3 | null {
  if (step.light === 'red-card' || step.light === 'supervision') return 1
  return step.light === 'yellow-card' || step.type === 'deadline-passed' ? 3 : null
}
