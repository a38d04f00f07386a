import type { ClassRule, Formula, IndicatorPeriod, LevelId, RegionId } from '../city/pack.ts'

/** Why a value is absent (缺值原因); null when it is there. Zero is a value, never an absence. */
export type Absence =
  /** 无数据: no feed covers the window. */
  | 'no-data'
  /** 本级不适用: the indicator does not exist at this level. */
  | 'not-at-level'
  /** 不显示: suppressed as sensitive. */
  | 'suppressed'
  /** 分母为零: nothing was due in the window. */
  | 'nothing-due'

/** 正常, 黄, 红; 'unknown' where there is nothing to judge (缺值, 历史不足). */
export type Status = 'normal' | 'yellow' | 'red' | 'unknown'

/** Why there is no verdict (无状态原因). */
export type StatusReason =
  /** 无阈值: no rule in force, or none at this level. */
  | 'no-rule'
  /** 历史不足: fewer than eight weeks to compare with. */
  | 'short-history'
  /** 样本不足: a running rate of fewer than 30. */
  | 'too-few'
  /** 期未满: judged once the day is whole. */
  | 'running'
  /** 无比较基数: no target, no value of last year. */
  | 'no-base'
  /** 缺值: there is no value to judge. */
  | 'no-value'

/** A half-open window (时间窗) of UTC milliseconds; `label` names it on screen. */
export interface WindowUsed {
  from: number
  to: number
  label: string
  /** True when the window is not over yet (今日至今). */
  partial: boolean
}

/** One indicator, evaluated for one region and window as of one position: the only shape of a number. */
export interface IndicatorValue {
  indicator: string
  region: RegionId
  value: number | null
  numerator: number | null
  denominator: number | null
  absence: Absence | null
  window: WindowUsed
  /** 环比: the same figure for the previous period of the same length; null = missing. */
  previous: number | null
  /** 同比: the same figure one year before; null = missing. */
  lastYear: number | null
  status: Status
  /** Why the status is 'unknown'; null when there is a verdict. */
  statusReason: StatusReason | null
  /** Earliest covered-through among the feeds expected, UTC ms; null when nothing is covered. */
  asOf: number | null
  /** Covered / expected feed × region pairs, 0–1; null when nothing is expected. */
  completeness: number | null
  /** True when asOf is older than a feed's staleAfter. */
  stale: boolean
  department: string
  definitionVersion: number
  position: number
}

/** What a screen needs to print an indicator (指标元数据). */
export interface IndicatorMeta {
  id: string
  theme: string
  name: string
  unit: string
  decimals: number
  direction: 'up' | 'down' | 'neutral'
  formula: Formula
  /** The case count that a plain value shows (受理, 结案 …), for putting counts in the order of the process. */
  caseCount: string | null
  period: IndicatorPeriod
  /** True when its feeds are real-time: filled age dot; periodic = ring. */
  live: boolean
  finestLevel: LevelId
  department: string
  departmentName: string
  definition: string
  definitionVersion: number
  sensitive: boolean
  /** Threshold to draw as 考核线 on the value's own scale; null when relative or none. */
  yellowLine: number | null
  redLine: number | null
  alarmSide: 'high' | 'low' | 'both' | null
  /** How its map is put into classes (分级). */
  classes: ClassRule
}

export interface BoardTile extends IndicatorValue {
  meta: IndicatorMeta
  /** The last 30 periods, oldest first; null = missing. */
  spark: (number | null)[]
  /** Periods from the last of them to that of `window`: 1 where a flow's running one is left out, else 0. */
  sparkBack: 0 | 1
}

/** A sub-region's figure in a ranking or on the map. */
export interface RegionFigure {
  region: RegionId
  value: number | null
  numerator: number | null
  denominator: number | null
  absence: Absence | null
  status: Status
  stale: boolean
  completeness: number | null
  /** 95 % interval of a rate of counts, on the value's own scale; null where there is none. */
  interval: readonly [number, number] | null
}

/** The board (看板) of one theme for one region and window as of one position. */
export interface BoardAnswer {
  position: number
  /** The server's clock when it answered, or the instant replayed to; UTC ms. */
  now: number
  region: RegionId
  theme: string
  window: WindowUsed
  tiles: BoardTile[]
  /** The indicator on the map and in the ranking. */
  focus: string
  /** Focus figures of the direct sub-regions. */
  children: RegionFigure[]
  /** Focus figures one level further down (towns of a city), for the choropleth; empty below. */
  grandchildren: RegionFigure[]
}
