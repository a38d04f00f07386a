import type { MeasureKind, RegionId } from '../city/pack.ts'
import type { IndicatorMeta, IndicatorValue, WindowUsed } from './answers.ts'

/** One measure in a formula, with what it read (口径·分子分母的组成). */
export interface ExplainPart {
  measure: string
  name: string
  unit: string
  kind: MeasureKind
  origin: 'reported' | 'cases' | 'coverage'
  /** How the formula takes it: −1 where it is subtracted (上年同期, 实际用时). */
  sign: 1 | -1
  /** What was read, without the sign; null = missing. */
  value: number | null
  /** The window it was read over; a level is read at `to`. */
  window: WindowUsed
}

/** One component of a composite: weight × score, as added up. */
export interface ExplainComponent {
  role: 'component' | 'deduction' | 'veto'
  className: string
  indicator: string
  name: string
  unit: string
  decimals: number
  weight: number
  value: number | null
  score: number | null
  /** What it adds to the total (negative for a deduction). */
  points: number | null
  window: WindowUsed | null
}

/** A feed behind the figure (来源接口), with how far it has covered. */
export interface ExplainFeed {
  feed: string
  name: string
  department: string
  departmentName: string
  coveredThrough: number | null
  staleAfter: number
  late: boolean
  /** The newest fact of it that the figure counts; null = none. */
  newest: number | null
}

/** One reported observation behind a figure (观测), already signed and scaled as the part counts it. */
export interface ObservationRow {
  measure: string
  measureName: string
  region: RegionId
  from: number
  to: number
  label: string
  value: number
  publishedAt: number
  /** The position of the report that is in force. */
  position: number
}

/** `indicator.explain` (口径): everything that says where a figure comes from. */
export interface ExplainAnswer {
  value: IndicatorValue
  meta: IndicatorMeta
  /** The formula in the city's words: "按期结案数 ÷ 应结案数 × 100". */
  formulaWords: string
  scale: number
  numerator: ExplainPart[]
  denominator: ExplainPart[]
  components: ExplainComponent[]
  feeds: ExplainFeed[]
  /** Regions whose part of the figure is known, of those expected. */
  covered: number
  expected: number
  /** Why it has its status: "低于黄线 95（绝对阈值，2026年起）"; empty when there is none. */
  statusRule: string
  /** Name and reference of the definition's source. */
  source: string
  /** What kind of rows stand behind each part; null = none may be seen or there are none. */
  rows: { numerator: 'cases' | 'observations' | null; denominator: 'cases' | 'observations' | null }
}

/** `indicator.observations`: the reported rows behind one part; their values add up to `total`. */
export interface ObservationsAnswer {
  position: number
  total: number | null
  rows: ObservationRow[]
  cursor: string | null
}
