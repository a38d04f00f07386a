import type { CaseStep } from '../../shared/cases/detail.ts'
import type { CaseClock, Light, Rating } from '../../shared/cases/state.ts'

const names: Record<string, string> = {
  'case-reported': '上报',
  'case-accepted': '受理',
  'case-declined': '不予受理',
  'case-registered': '立案',
  'case-dispatched': '派遣',
  'case-signed': '签收',
  'case-handling-started': '开始处置',
  'case-resolved': '反馈',
  'case-reworked': '返工',
  'case-verified': '核查',
  'case-closed': '结案',
  'case-rated': '评价',
  'case-returned': '回退',
  'case-extended': '延期',
  'case-extension-requested': '申请延期',
  'case-extension-refused': '不予延期',
  'case-suspended': '挂账',
  'case-resumed': '恢复',
  'case-cancelled': '作废',
  'case-reopened': '重办',
  'case-merged': '合并',
  'case-supervised': '督办',
  'case-supervision-closed': '销号',
  'case-handed-over': '转办',
  'case-retyped': '改类',
  'case-relocated': '改址',
  'deadline-passed': '时限已过',
  'light-raised': '亮灯',
}
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
        : (names[step.type] ?? step.type),
    said: said.filter((word): word is string => Boolean(word)),
    clock: lapsed || step.light !== null,
    severity: lightSeverity(step),
  }
}

function lightSeverity(step: CaseStep): 1 | 3 | null {
  if (step.light === 'red-card' || step.light === 'supervision') return 1
  return step.light === 'yellow-card' || step.type === 'deadline-passed' ? 3 : null
}
