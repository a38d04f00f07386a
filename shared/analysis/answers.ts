import type { LevelId, RegionId } from '../city/pack.ts'
import type { ChangeAnswer } from '../indicators/change-answer.ts'
import type { SeriesPoint } from '../indicators/series-answer.ts'
import type { AskedAnnotation } from './annotations.ts'
import {
  analysisGrainName,
  type AnalysisGrain,
  type AnalysisMethod,
  type AnalysisQuestion,
} from './question.ts'
import type {
  Anomalies,
  ChangePoints,
  Correlation,
  Decomposition,
  Distribution,
  Forecast,
  HotSpots,
  Season,
  Statistic,
} from './statistics.ts'

/** What an answer can't do, or does otherwise than asked (说明); code for tests, words for people. */
export const noteCodes = [
  /** 未选指标, 未选区域: nothing is drawn. */
  'no-indicators',
  'no-regions',
  /** 没有此指标, 区域不存在或不在可见范围: left out. */
  'unknown-indicator',
  'unseen-region',
  /** 时间窗倒置 or empty; 时间窗在将来. */
  'impossible-window',
  'future-window',
  /** 点数过多, with the grain that would do. */
  'too-many-points',
  /** The indicator answers in its own, longer grain; or by the hour only where hours are kept. */
  'own-grain',
  'no-hours',
  'hours-cut',
  /** 窗内没有整期. */
  'no-period',
  'not-at-level',
  'suppressed',
  'all-missing',
  'all-zero',
  'one-point',
  /** The comparison asked for does not exist. */
  'no-base',
  'definition-changed',
] as const
export type NoteCode = (typeof noteCodes)[number]

export interface AnalysisNote {
  code: NoteCode
  words: string
  /** What it is about; left out = the whole question. */
  indicator?: string
  regions?: RegionId[]
}

/** A definition (口径) that came into force inside the window. */
export interface DefinitionChange {
  /** UTC ms. */
  at: number
  from: number
  to: number
}

/** The grain that a line answers in: some indicators are told by the school term (学期). */
export type LineGrain = AnalysisGrain | 'term'
export const lineGrainName: Record<LineGrain, string> = { ...analysisGrainName, term: '学期' }

/** One indicator of one region (线): its points, and what they are compared with. */
export interface AnalysisLine {
  indicator: string
  region: RegionId
  definitionVersion: number
  /** The grain answered in; longer than asked where the indicator's own is. */
  grain: LineGrain
  points: SeriesPoint[]
  /** Beside each point what it is compared with; null = nothing was asked, or there is no such base. */
  base: (number | null)[] | null
  baseName: string | null
  /** Absolute thresholds in force now, on the value's scale; null = relative or none. */
  yellowLine: number | null
  redLine: number | null
  /** Control limits (控制限) around the last whole day; null = none. */
  control: { mean: number; low: number; high: number } | null
  /** True where there would be limits, were the history long enough (历史不足). */
  shortHistory: boolean
  definitionChanges: DefinitionChange[]
}

/** How two indicators go together (相关), over the pairs that `pairsOf` finds in the lines. */
export interface PairCorrelation {
  x: string
  y: string
  result: Statistic<Correlation>
}

/** How the values of one indicator spread (分布), over the items that `itemsOf` finds in the lines. */
export interface ValueDistribution {
  indicator: string
  /** `outliers` are indices of the items. */
  result: Statistic<Distribution>
}

/** `analysis.ask`: the answer to a question (分析结果), for screen and file alike. */
export interface AnalysisAnswer {
  question: AnalysisQuestion
  position: number
  now: number
  grain: AnalysisGrain
  /** The window asked for in UTC ms, half-open. */
  window: { from: number; to: number }
  /** By indicator as asked, within it by region as asked; empty where `notes` say why. */
  lines: AnalysisLine[]
  /** 批注 that concern the question, as of the position. */
  annotations: AskedAnnotation[]
  notes: AnalysisNote[]
  /** Only for the view that shows them: scatter, spread. */
  correlation: PairCorrelation | null
  distributions: ValueDistribution[]
}

/** Hour × weekday (时段) of one indicator and region. */
export interface ClockLine {
  indicator: string
  region: RegionId
  /** 7 rows from Monday, 24 hours each: what happened in all such hours together; null = not covered. */
  counts: (number | null)[][]
  /** How many such hours were counted. */
  hours: number[][]
}

/** `analysis.clock`; hours are kept for the last 60 days, down to district. */
export interface ClockAnswer {
  question: AnalysisQuestion
  position: number
  now: number
  /** What was counted of the window: whole days for which hours are kept. */
  window: { from: number; to: number }
  lines: ClockLine[]
  notes: AnalysisNote[]
}

/** What is asked of `analysis.statistics`: one method on one line of a question. */
export interface StatisticsQuestion {
  question: AnalysisQuestion
  method: AnalysisMethod
  indicator: string
  region: RegionId
}

interface StatisticsHead {
  position: number
  now: number
  indicator: string
  region: RegionId
  /** Null where a year has no season to it, and for what is no series. */
  season: Season | null
  /** The periods that went in, oldest first; indices of results are theirs. Running ones are left out. */
  periods: { from: number; to: number; label: string }[]
}

/** `analysis.statistics`: one method's result (统计结果), or why there is none. */
export type StatisticsAnswer = StatisticsHead &
  (
    | { method: 'stl'; result: Statistic<Decomposition> }
    | { method: 'change-points'; result: Statistic<ChangePoints> }
    | { method: 'anomalies'; result: Statistic<Anomalies> }
    | {
        method: 'forecast'
        result: Statistic<Forecast>
        /** The periods ahead, one for each point forecast. */
        ahead: { from: number; to: number; label: string }[]
      }
    | {
        method: 'hot-spots'
        result: Statistic<HotSpots>
        /** The level looked at (towns of the region) and the values that went in. */
        level: LevelId
        values: { region: RegionId; value: number | null }[]
      }
    | { method: 'contribution'; result: ChangeAnswer | { tooShort: string } }
  )
