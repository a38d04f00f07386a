/**
 * The city pack (城市包) as typed data. `server/city` reads a folder into this; nothing here knows
 * files. Lists are in the pack's own order.
 */
export type RegionId = number

/** City 市, district 县(市、区)/功能区, town 乡镇(街道), community 村(社区), grid 网格. A pack uses a prefix. */
export const levelIds = ['city', 'district', 'town', 'community', 'grid'] as const
export type LevelId = (typeof levelIds)[number]

export interface Level {
  id: LevelId
  /** What the city calls a unit of this level, e.g. 县市区. */
  name: string
}

/** A region (区域). `id` is stable for ever; `code` may change and is valid in [validFrom, validTo). */
export interface Region {
  id: RegionId
  code: string
  name: string
  level: LevelId
  kind: 'admin' | 'functional'
  parentId: RegionId | null
  /** Label point, WGS84 degrees; null where none is known. */
  lng: number | null
  lat: number | null
  /** ISO dates of the pack's calendar; null = open. */
  validFrom: string | null
  validTo: string | null
  /** Where its history is shown once it has ended (港闸区 → 崇川区). */
  successorId: RegionId | null
}

export interface Department {
  id: string
  name: string
  kind: string
  field: string
  aliases: readonly string[]
}

export const rhythms = [
  'realtime',
  'on-event',
  'day',
  'week',
  'tenday',
  'month',
  'quarter',
  'term',
  'year',
] as const
export type Rhythm = (typeof rhythms)[number]

/** A feed (接口): how a department's data arrive. `due` and `staleAfter` in milliseconds. */
export interface Feed {
  id: string
  department: string
  name: string
  rhythm: Rhythm
  /** Due this long after the period's end. */
  due: number
  /** A covered-through older than this makes values stale. */
  staleAfter: number
  caseSources: readonly string[]
  delivers: string
}

/** A channel that reports cases (案件来源): 12345, 网格, 数字城管 … */
export interface CaseSource {
  key: string
  name: string
}

/** 12 大类. `shape` and `hollow` are its map symbol. */
export interface Category {
  code: string
  name: string
  /** For a legend; the pack may leave it out. */
  shortName?: string
  shape: 'circle' | 'square' | 'triangle' | 'diamond' | 'hexagon' | 'cross'
  hollow: boolean
}

export const limitUnits = [
  'minute',
  'natural-hour',
  'natural-day',
  'work-hour',
  'work-day',
] as const
export type LimitUnit = (typeof limitUnits)[number]

/** A time limit (时限) on natural (自然) or working (工作) time. */
export interface Limit {
  amount: number
  unit: LimitUnit
}

/** Severity: 1 = Ⅰ 特别重大 红, 2 = Ⅱ 重大 橙, 3 = Ⅲ 较大 黄, 4 = Ⅳ 一般 蓝. */
export type Severity = 1 | 2 | 3 | 4

export interface EventType {
  code: string
  category: string
  name: string
  lead: string
  assistants: readonly string[]
  severity: Severity
  sensitive: boolean
  signHours: number
  disposal: Limit
  themes: readonly string[]
  /** Share of all cases, 0–1: for the simulator. */
  weight: number
  season: string
  weather: string
  source: string
  sourceNote: string
}

export interface Theme {
  id: string
  name: string
  /** Short name for the navigation bar. */
  shortName: string
  field: string
  order: number
  lead: string
  defaultIndicator: string
  pointLayers: readonly string[]
}

export type MeasureKind = 'flow' | 'stock' | 'balance'
export type Aggregation = 'sum' | 'reported-per-level' | 'none'

/** A measure (度量): reported by a department, counted from cases, or read from coverage. */
export interface Measure {
  id: string
  name: string
  kind: MeasureKind
  origin: 'reported' | 'cases' | 'coverage'
  feed: string | null
  caseCount: string | null
  caseSources: readonly string[]
  caseCategories: readonly string[]
  caseTypes: readonly string[]
  caseSeverities: readonly Severity[]
  unit: string
  aggregation: Aggregation
  finestLevel: LevelId
  sensitive: boolean
  typicalCity: number | null
  typicalPer: string
  districtLow: number | null
  districtHigh: number | null
  partOf: string | null
  shareTypical: number | null
  shareLow: number | null
  shareHigh: number | null
  seasonality: string
}

export const formulas = [
  'value',
  'ratio',
  'share',
  'mean',
  'per10k',
  'perUnit',
  'progress',
  'growth',
  'difference',
  'composite',
] as const
export type Formula = (typeof formulas)[number]
export type IndicatorPeriod =
  'realtime' | 'on-event' | 'day' | 'week' | 'tenday' | 'month' | 'quarter' | 'term' | 'year'

/** Status thresholds (阈值) of one indicator, as the catalogue states them. */
export interface ThresholdRule {
  kind: 'absolute' | 'target' | 'lastYear' | 'plan' | 'control' | 'none'
  yellow: number | null
  red: number | null
  unit: 'value' | 'pt' | 'percent' | 'sigma' | null
  base: string | null
  alarmSide: 'high' | 'low' | 'both' | null
  inclusive: boolean
  yellowMeasures: readonly string[]
  redMeasures: readonly string[]
  source: string
}

/** Where a definition or a number comes from (依据). */
export interface PackSource {
  key: string
  name: string
  /** Standard, page or paper where it can be looked up; may be empty. */
  reference: string
}

/** How the map of an indicator is put into classes (分级方法): 自然断点, 分位数, 等间距, 按阈值. */
export const classMethods = ['natural', 'quantile', 'equal', 'manual'] as const
export type ClassMethod = (typeof classMethods)[number]

/** A method and, for `manual` alone, its inner breaks, ascending on the value's own scale. */
export interface ClassRule {
  method: ClassMethod
  breaks: readonly number[]
}

/** An indicator (指标): a formula over measures with a finest level at which it exists. */
export interface Indicator {
  id: string
  theme: string
  order: number
  name: string
  formula: Formula
  numerator: readonly string[]
  denominator: readonly string[]
  scale: number
  base: string | null
  alias: string | null
  unit: string
  decimals: number
  direction: 'up' | 'down' | 'neutral'
  period: IndicatorPeriod
  accumulate: 'none' | 'ytd'
  finestLevel: LevelId
  sensitive: boolean
  department: string
  threshold: ThresholdRule
  /** Left out in packs adopted before it existed: natural breaks. */
  classes?: ClassRule
  definition: string
  definitionVersion: number
  source: string
}

/** One row of a composite's composition (综合指数构成). */
export interface CompositePart {
  composite: string
  order: number
  classId: string
  className: string
  role: 'component' | 'deduction' | 'veto'
  component: string
  weight: number
  normalisation: string
  worst: number | null
  best: number | null
  perUnitPoints: number | null
  maxPoints: number | null
  condition: string | null
  capScore: number | null
}

export interface Target {
  indicator: string
  year: number
  level: LevelId
  target: number
}

/** One rung of the ladder of lights (亮灯): 催办, 黄牌, 红牌, 领导督办. */
export interface LightRule {
  order: number
  light: 'remind' | 'yellow-card' | 'red-card' | 'supervision'
  name: string
  trigger: string
  operator: string
  value: number
  unit: string
  colour: string
  /** ISO dates: it holds for what was dispatched (or, before that, reported) in [since, until); null = open. */
  since?: string | null
  until?: string | null
}

/** Another disposal limit of a type (时限调整) for what is dispatched from a local day on. */
export interface LimitChange {
  type: string
  /** ISO date. */
  since: string
  limit: Limit
}

/** By when a hand-off is to be taken (转办时限), per pair: a channel, or departments of a field. */
export interface HandOffRule {
  /** A channel; `*` = any. */
  sender: string
  /** A channel; null where it is departments. */
  receiver: string | null
  /** Departments of this field (领域); `*` = all; null where it is a channel. */
  field: string | null
  limit: Limit
  /** ISO date from which it holds; null = always. */
  since: string | null
}

export interface Facility {
  id: string
  name: string
  theme: string
  glyph: string
  typicalCount: number
  finestLevel: LevelId
}

export interface StageRule {
  stage: number
  name: string
  mode: string
  colour: string
  condition: string
  rule: string
  holdMinutes: number
  stepDownMinutes: number
}

/** Working hours of the day in minutes after midnight, and exceptions to Monday–Friday. */
export interface Calendar {
  /** [start, end) minutes of day, ascending: 08:30–12:00, 14:00–17:30. */
  hours: readonly (readonly [number, number])[]
  /** ISO date → holiday or swapped working day. */
  exceptions: ReadonlyMap<string, 'holiday' | 'workday'>
}

/** Limits that the pack sets for every type: registration and dispatch, and the verification allowance. */
export interface ProcessLimits {
  register: Limit
  dispatch: Limit
  verification: Limit
}

export interface CityPack {
  id: string
  /** Hash of the folder's content: a changed pack is a new version. */
  hash: string
  code: string
  name: string
  title: string
  zone: string
  cityRegion: RegionId
  boundaryNote: string
  /** Whose data the pack holds (数据来源), to be shown with the map; some licences ask for it. */
  attribution?: readonly string[]
  demo: boolean
  levels: readonly Level[]
  regions: readonly Region[]
  departments: readonly Department[]
  feeds: readonly Feed[]
  caseSources: readonly CaseSource[]
  /** The channel that civic apps report by (Open311); left out = they may not. */
  open311Source?: string
  categories: readonly Category[]
  eventTypes: readonly EventType[]
  themes: readonly Theme[]
  measures: readonly Measure[]
  indicators: readonly Indicator[]
  composites: readonly CompositePart[]
  targets: readonly Target[]
  lights: readonly LightRule[]
  /** Left out in packs adopted before there were any. */
  limitChanges?: readonly LimitChange[]
  handOffs?: readonly HandOffRule[]
  stages: readonly StageRule[]
  facilities: readonly Facility[]
  calendar: Calendar
  limits: ProcessLimits
  /** What the keys in `source` stand for; left out in packs adopted before it was kept. */
  sources?: readonly PackSource[]
  /** Ids of the event type and department used when a source names none that we know. */
  unknownType: string
}
