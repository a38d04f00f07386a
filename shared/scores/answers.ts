import type { Status } from '../indicators/answers.ts'

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
  /** The last 13 periods, oldest first; null = missing. */
  trend: (number | null)[]
  /** Places within the peer group that the interval allows, best and worst; null = not ranked. */
  places: readonly [number, number] | null
}

export interface ScoreRow {
  key: string
  name: string
  /** Peer group (同类组): 县市, 城区, 功能区; 部门 with many cases, with few. */
  group: string
  cells: ScoreCell[]
}

/** `score.table` (行政问效): departments or districts by the case rates. */
export interface ScoreTable {
  position: number
  now: number
  window: { from: number; to: number; label: string; partial: boolean }
  by: 'department' | 'region'
  indicators: { id: string; name: string; unit: string; decimals: number; direction: string }[]
  rows: ScoreRow[]
}
