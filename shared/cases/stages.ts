import type { CaseStage } from './state.ts'

/** What a stage (环节) is called on screen and in exports. */
export const stageName: Record<CaseStage, string> = {
  reported: '上报',
  accepted: '受理',
  declined: '不予受理',
  registered: '立案',
  dispatched: '派遣',
  signed: '签收',
  handling: '处置',
  resolved: '反馈',
  reworked: '返工',
  verified: '核查',
  closed: '结案',
  rated: '评价',
  suspended: '挂账',
  cancelled: '作废',
  merged: '合并',
}

/** The seven steps of a stage bar, in order. */
export const stageSteps = [
  'reported',
  'accepted',
  'registered',
  'dispatched',
  'handling',
  'verified',
  'closed',
] as const satisfies readonly CaseStage[]

/** Index of the step a stage stands in; null = off the line (挂账, 作废 …). */
export const stepOfStage: Record<CaseStage, number | null> = {
  reported: 0,
  accepted: 1,
  declined: null,
  registered: 2,
  dispatched: 3,
  signed: 3,
  handling: 4,
  resolved: 4,
  reworked: 4,
  verified: 5,
  closed: 6,
  rated: 6,
  suspended: null,
  cancelled: null,
  merged: null,
}
