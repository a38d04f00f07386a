import type { RegionId } from '../../shared/city/pack.ts'
import type { ChangeAnswer } from '../../shared/indicators/change-answer.ts'
import { changeOf } from '../../shared/indicators/change.ts'
import type { Window } from '../../shared/time/period.ts'
import type { CityView } from './city-view.ts'
import { casesSplitter } from './indicator-change-split.ts'

export interface ChangeQuestion {
  indicator: string
  region: RegionId
  window: Window
  /** Left out: the period before; last year's for a year-to-date figure. */
  base?: Window
  by: 'region' | 'type' | 'department'
  at?: number
}

/** Why a figure changed (为什么变化): parts that sum to the change. Raises `not-found`. */
export async function indicatorChange(
  view: CityView,
  question: ChangeQuestion,
): Promise<ChangeAnswer> {
  const standing = view.standing(question.at)
  const indicator = standing.catalog.indicator(question.indicator)
  return changeOf({ ...question, indicator }, casesSplitter(view, standing), standing)
}
