import type { RegionId } from '../../shared/city/pack.ts'
import type { SeriesAnswer } from '../../shared/indicators/series-answer.ts'
import { seriesOf } from '../../shared/indicators/series.ts'
import type { Grain } from '../../shared/time/period.ts'
import { wideStanding, type CityView } from './city-view.ts'

export interface SeriesQuestion {
  indicators: readonly string[]
  regions: readonly RegionId[]
  from: number
  to: number
  grain: Grain
  at?: number
}

/** Indicators of regions over time (趋势), each point as `evaluate` gives it. Raises `bad-request`. */
export function indicatorSeries(view: CityView, { at, ...question }: SeriesQuestion): SeriesAnswer {
  return seriesOf(question, wideStanding(view, at))
}
