import type { Absence, IndicatorMeta, Status } from '../../indicators/answers.ts'
import type { Classes } from '../../indicators/classify.ts'
import type { LevelId, RegionId } from '../../city/pack.ts'
import type { AskedAnnotation } from '../annotations.ts'
import type { LineGrain, StatisticsAnswer } from '../answers.ts'
import type { Correlation, Distribution, Statistic } from '../statistics.ts'

/** A region as the views name it. */
export interface ViewRegion {
  id: RegionId
  name: string
  level: LevelId
}

/** One period on an axis, half-open in UTC ms. `partial` = still running. */
export interface ViewPeriod {
  from: number
  to: number
  label: string
  partial: boolean
}

/** A value axis (数值轴) on round numbers; `truncated` = it does not contain 0, and must be marked so. */
export interface ValueAxis {
  min: number
  max: number
  truncated: boolean
}

/** What every panel says of itself. */
export interface PanelHead {
  indicator: string
  title: string
  unit: string
  decimals: number
  /** 提示: what to mind when reading it, one line each. */
  cautions: string[]
}

/** A panel that can't be drawn, and why in words. */
export interface RefusedPanel {
  kind: 'refused'
  title: string
  refused: string
}

/** An annotation or definition change over the periods that it touches; `last` includes. */
export interface Mark {
  annotation: AskedAnnotation
  first: number
  last: number
  /** True for a single day; else an interval. */
  point: boolean
}

/** A row of values beside an axis of periods; null = a gap, never bridged. */
export interface ViewLine {
  region: RegionId
  name: string
  values: (number | null)[]
  absences: (Absence | null)[]
  statuses: Status[]
  /** 上年同期; null = not drawn. */
  lastYear: (number | null)[] | null
  /** What the question compares with; null = not drawn. */
  base: (number | null)[] | null
  baseName: string | null
  control: { mean: number; low: number; high: number } | null
  shortHistory: boolean
}

export interface TrendPanel extends PanelHead {
  kind: 'trend'
  periods: ViewPeriod[]
  axis: ValueAxis
  lines: ViewLine[]
  yellowLine: number | null
  redLine: number | null
  marks: Mark[]
  /** Statistics of these lines (统计叠加): indices are of `periods`. */
  overlays: StatisticsAnswer[]
  /** The periods after `periods` that a forecast reaches into (`forecastStart` says from where). */
  ahead: ViewPeriod[]
}

export interface RankPanel extends PanelHead {
  kind: 'rank'
  /** Whole periods only. */
  periods: ViewPeriod[]
  /** Which side is first (名次方向). */
  best: 'high' | 'low'
  /** Ranks from 1; equal values share the better rank; null = no value, not ranked. */
  lines: {
    region: RegionId
    name: string
    ranks: (number | null)[]
    values: (number | null)[]
  }[]
  /** How many were ranked in each period. */
  ranked: number[]
  marks: Mark[]
}

export interface MultiplesPanel extends PanelHead {
  kind: 'multiples'
  periods: ViewPeriod[]
  /** One axis for all. */
  axis: ValueAxis
  lines: ViewLine[]
  yellowLine: number | null
  redLine: number | null
  marks: Mark[]
}

export interface HeatPanel extends PanelHead {
  kind: 'heat'
  periods: ViewPeriod[]
  rows: {
    region: RegionId
    name: string
    values: (number | null)[]
    absences: (Absence | null)[]
  }[]
  classes: Classes
  marks: Mark[]
}

export interface ClockPanel extends PanelHead {
  kind: 'clock'
  region: RegionId
  name: string
  /** 7 rows from Monday × 24 hours: mean per such hour; null = never covered. */
  means: (number | null)[][]
  /** What the means were made of. */
  counts: (number | null)[][]
  hours: number[][]
  classes: Classes
  window: { from: number; to: number }
}

export interface ScatterPanel {
  kind: 'scatter'
  title: string
  cautions: string[]
  x: ScatterAxis
  y: ScatterAxis
  over: 'regions' | 'periods'
  points: {
    /** The region's name, or the period's. */
    name: string
    region: RegionId
    from: number
    x: number
    y: number
  }[]
  /** Pairs left out because one of both is missing. */
  missing: number
  correlation: Statistic<Correlation>
}
export interface ScatterAxis {
  indicator: string
  name: string
  unit: string
  decimals: number
  axis: ValueAxis
}

export interface SpreadPanel extends PanelHead {
  kind: 'spread'
  over: 'regions' | 'periods'
  /** What is spread: 「2026年10月 · 各区域」 or 「崇川区 · 各月」. */
  of: string
  distribution: Distribution & { method: string; limits: string }
  outliers: { name: string; value: number }[]
}

export interface MapPanel extends PanelHead {
  kind: 'map'
  /** The latest whole period that any of the regions has a value in. */
  period: ViewPeriod
  level: LevelId
  regions: {
    region: RegionId
    name: string
    value: number | null
    absence: Absence | null
    status: Status
    /** Step of the six-step ramp; null without a value. */
    step: number | null
  }[]
  classes: Classes
  /** 热点 over these regions; null = not asked. */
  hotSpots: Extract<StatisticsAnswer, { method: 'hot-spots' }> | null
}

export interface TableCell {
  value: number | null
  numerator: number | null
  denominator: number | null
  absence: Absence | null
  status: Status
  asOf: number | null
  completeness: number | null
  stale: boolean
  lastYear: number | null
  base: number | null
}

/** Rows = regions × periods of one grain, with exact numbers. */
export interface TablePanel {
  kind: 'table'
  title: string
  cautions: string[]
  grain: LineGrain
  columns: (Pick<PanelHead, 'indicator' | 'title' | 'unit' | 'decimals'> & {
    definitionVersion: number
    baseName: string | null
  })[]
  /** `cells` beside `columns`; null = the line has no such period. */
  rows: { region: RegionId; name: string; period: ViewPeriod; cells: (TableCell | null)[] }[]
}

/** A drawable panel of a view. */
export type Panel =
  | TrendPanel
  | RankPanel
  | MultiplesPanel
  | HeatPanel
  | ClockPanel
  | ScatterPanel
  | SpreadPanel
  | MapPanel
  | TablePanel

/** A view (视图模型), the same for screen and file: its panels in order, or why nothing can be drawn. */
export type ViewModel<P extends Panel = Panel> =
  { kind: P['kind']; panels: (P | RefusedPanel)[] } | { kind: 'refused'; refused: string }

/** The indicators that a view prints with their names and units. */
export type ViewCatalogue = readonly IndicatorMeta[]
