import type {
  Anomalies,
  ChangePoints,
  Decomposition,
  Forecast,
  HotSpots,
  Season,
  Statistic,
  Values,
} from '../../shared/analysis/statistics.ts'
import { anomalies } from './anomalies.ts'
import type { Bounds } from './bounds.ts'
import { changePoints } from './change-points.ts'
import { decompose } from './decompose.ts'
import { forecast } from './forecast.ts'
import { hotSpots, type Area } from './hot-spots.ts'

interface Results {
  stl: Statistic<Decomposition>
  'change-points': Statistic<ChangePoints>
  anomalies: Statistic<Anomalies>
  forecast: Statistic<Forecast>
  'hot-spots': Statistic<HotSpots>
}

/** One calculation on plain arrays (统计任务), as it is sent to a thread. */
export type StatisticJob =
  | {
      method: 'stl' | 'change-points' | 'anomalies'
      values: Values
      season: Season | null
      bounds: Bounds
    }
  | { method: 'forecast'; values: Values; season: Season | null; horizon: number; bounds: Bounds }
  | { method: 'hot-spots'; areas: readonly Area[] }

export type ResultOf<M extends StatisticJob['method']> = Results[M]

/** Runs jobs, here or on another thread. */
export type RunStatistic = <J extends StatisticJob>(job: J) => Promise<ResultOf<J['method']>>

/** Carries out a job. */
export function runJob(job: StatisticJob): Results[StatisticJob['method']] {
  switch (job.method) {
    case 'stl':
      return decompose(job.values, job.season, job.bounds)
    case 'change-points':
      return changePoints(job.values, job.season, job.bounds)
    case 'anomalies':
      return anomalies(job.values, job.season, job.bounds)
    case 'forecast':
      return forecast(job.values, job.season, job.horizon, job.bounds)
    case 'hot-spots':
      return hotSpots(job.areas)
  }
}
