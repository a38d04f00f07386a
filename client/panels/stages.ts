import { stageName, stageSteps as steps, stepOfStage } from '../../shared/cases/stages.ts'
import type { CaseStage } from '../../shared/cases/state.ts'

/** The seven steps of a case on screen, in order. */
export const stageSteps = steps.map((stage) => stageName[stage])

/** What a stage is called, and the index of its step; null = outside the line of steps. */
export const stageOf = (stage: CaseStage): { name: string; step: number | null } => ({
  name: stageName[stage],
  step: stepOfStage[stage],
})
