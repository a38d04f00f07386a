import type { RegionId } from '../city/pack.ts'
import type { Grain } from '../time/period.ts'
import type { Absence, Status } from './answers.ts'

/** One period of a trend (趋势); null = missing, a gap is a gap. */
export interface SeriesPoint {
  from: number
  to: number
  /** What the period is called: 2026-06, 2026年二季度, 6月18日. */
  label: string
  value: number | null
  numerator: number | null
  denominator: number | null
  absence: Absence | null
  status: Status
  asOf: number | null
  completeness: number | null
  stale: boolean
  /** True while the period is running. */
  partial: boolean
  /** The same period one year before; null = missing. */
  lastYear: number | null
}

/** One indicator of one region over time. */
export interface Series {
  indicator: string
  region: RegionId
  definitionVersion: number
  points: SeriesPoint[]
  /** Absolute thresholds in force now, on the value's scale; null = relative or none. */
  yellowLine: number | null
  redLine: number | null
  /** Control limits (控制限) around the last whole day asked for; null = none. */
  control: { mean: number; low: number; high: number } | null
  /** True where there would be limits, were the history long enough (历史不足). */
  shortHistory: boolean
}

/** `indicator.series`. A grain finer than an indicator's own period answers in its own. */
export interface SeriesAnswer {
  position: number
  now: number
  grain: Grain
  series: Series[]
}
