import type { CaseRow } from '../cases/rows.ts'
import type { RegionId } from '../city/pack.ts'
import type { Status } from '../indicators/answers.ts'

/** Departments (部门) or the regions below the one asked for (区县, 镇街). */
export type ScoreBy = 'department' | 'region'

/** The periods a table may be asked for. */
export const scoreGrains = ['week', 'month', 'quarter'] as const
export type ScoreGrain = (typeof scoreGrains)[number]

/** Rates with a smaller denominator are not ranked (件数不足). Source: our default, 2026-11-23. */
export const fewestRanked = 10

/** How many periods a trend has, the one asked for included. */
export const trendPeriods = 13

/** Rows beside departments and regions: cases without a department, or one that the pack lacks, or no place. */
export const restKeys = {
  noDepartment: 'none',
  otherDepartment: 'other',
  unplaced: 'unplaced',
} as const

/** One column: a case rate (案件率) and the words for its two counts. */
export interface ScoreIndicator {
  /** The catalogue's indicator where one has this definition. */
  id: string
  name: string
  unit: string
  decimals: number
  direction: 'up' | 'down' | 'neutral'
  numeratorName: string
  denominatorName: string
  /** What the denominator holds beyond the numerator: 未按期结案; for a rate better low, the numerator. */
  missedName: string
  yellowLine: number | null
  redLine: number | null
}

/** One rate of one department or district (行政问效). */
export interface ScoreCell {
  indicator: string
  value: number | null
  numerator: number | null
  denominator: number | null
  /** 95 % interval on the value's scale; null where there is none. */
  interval: readonly [number, number] | null
  status: Status
  previous: number | null
  /** The last 13 periods, oldest first, the one asked for last; null = missing. */
  trend: (number | null)[]
  /** Places within the peer group that the interval allows, best and worst; null = not ranked. */
  places: readonly [number, number] | null
}

export interface ScoreRow {
  /** Department id or region id, or one of `restKeys`. */
  key: string
  name: string
  /** Peer group (同类组): 县(市), 区, 功能区; departments by the number of cases due. */
  group: string
  /** The region of a region's row. */
  region: RegionId | null
  cells: ScoreCell[]
}

/** A peer group, in the table's order, with the median of each rate over its ranked rows. */
export interface ScoreGroup {
  name: string
  medians: (number | null)[]
  /** Ranked rows per rate: the n of 2–4/n. */
  ranked: number[]
}

/** `score.table` (行政问效): departments or districts by the case rates. */
export interface ScoreTable {
  position: number
  now: number
  region: RegionId
  window: { from: number; to: number; label: string; partial: boolean; grain: ScoreGrain }
  by: ScoreBy
  indicators: ScoreIndicator[]
  /** Names of the trend's periods, oldest first. */
  periods: string[]
  /** The whole that the rows are parts of: their numerators and denominators add up to its own. */
  total: ScoreCell[]
  groups: ScoreGroup[]
  rows: ScoreRow[]
}

/** `score.cases`: the cases behind a cell, a page of them. */
export interface ScoreCases {
  rows: CaseRow[]
  /** Sensitive cases of this page that may not be listed here; they count all the same. */
  hidden: number
  /** What all of them add up to: the number in the cell. */
  total: number
  cursor: string | null
  position: number
}
