import type { CaseStage } from '../../shared/cases/state.ts'

/** The seven steps of a case on screen, in order. */
export const stageSteps = ['上报', '受理', '立案', '派遣', '处置', '核查', '结案'] as const

interface StageWords {
  name: string
  /** Index of its step; null = outside the line of steps (它已终止或暂停). */
  step: number | null
}

const stages: Record<CaseStage, StageWords> = {
  reported: { name: '上报', step: 0 },
  accepted: { name: '受理', step: 1 },
  declined: { name: '不予受理', step: null },
  registered: { name: '立案', step: 2 },
  dispatched: { name: '派遣', step: 3 },
  signed: { name: '签收', step: 3 },
  handling: { name: '处置中', step: 4 },
  resolved: { name: '反馈', step: 4 },
  reworked: { name: '返工', step: 4 },
  verified: { name: '核查', step: 5 },
  closed: { name: '结案', step: 6 },
  rated: { name: '评价', step: 6 },
  suspended: { name: '挂账', step: null },
  cancelled: { name: '作废', step: null },
  merged: { name: '合并', step: null },
}

export const stageOf = (stage: CaseStage): StageWords => stages[stage]
