import { z } from 'zod'

/** The views of a question (视图): 趋势, 位次, 小倍数, 热力, 时段, 散点, 分布, 地图, 表格. */
export const analysisViews = [
  'trend',
  'rank',
  'multiples',
  'heat',
  'clock',
  'scatter',
  'spread',
  'map',
  'table',
] as const
export type AnalysisView = (typeof analysisViews)[number]
export const viewName: Record<AnalysisView, string> = {
  trend: '趋势',
  rank: '位次',
  multiples: '小倍数',
  heat: '热力',
  clock: '时段',
  scatter: '散点',
  spread: '分布',
  map: '地图',
  table: '表格',
}

/** What each line is compared with (对比). */
export const comparisons = ['none', 'previous', 'last-year', 'target', 'peers', 'city'] as const
export type Comparison = (typeof comparisons)[number]
export const comparisonName: Record<Comparison, string> = {
  none: '不对比',
  previous: '上一期',
  'last-year': '上年同期',
  target: '目标',
  peers: '同组中位',
  city: '全市',
}

/** Statistical methods laid over a view (方法). */
export const analysisMethods = [
  'stl',
  'change-points',
  'anomalies',
  'forecast',
  'hot-spots',
  'contribution',
] as const
export type AnalysisMethod = (typeof analysisMethods)[number]
export const methodName: Record<AnalysisMethod, string> = {
  stl: '季节分解',
  'change-points': '变点',
  anomalies: '异常',
  forecast: '预测',
  'hot-spots': '热点',
  contribution: '贡献',
}

/** Grains of a question (粒度); `custom` = the whole window as one period. */
export const analysisGrains = [
  'hour',
  'day',
  'tenday',
  'week',
  'month',
  'quarter',
  'year',
  'custom',
] as const
export type AnalysisGrain = (typeof analysisGrains)[number]
export const analysisGrainName: Record<AnalysisGrain, string> = {
  hour: '时',
  day: '日',
  tenday: '旬',
  week: '周',
  month: '月',
  quarter: '季',
  year: '年',
  custom: '整段',
}

/** The most that one question may name. */
export const questionLimits = { indicators: 20, regions: 120 } as const

/** A local date of the city that exists, YYYY-MM-DD. */
export const localDate = z.iso.date('没有这一天')

/** What an indicator is called by. */
export const indicatorId = z.string().min(1).max(80)

/**
 * What an analyst asks (分析问题): the same shape in the address, in what is saved, on the screen and in
 * every file. `from` and `to` are local dates, half-open. Nothing chosen is a question too: its
 * answer says what is missing.
 */
export const analysisQuestion = z.strictObject({
  indicators: z
    .array(indicatorId)
    .max(questionLimits.indicators, `一次最多问 ${questionLimits.indicators} 项指标`),
  regions: z
    .array(z.number().int().positive())
    .max(questionLimits.regions, `一次最多问 ${questionLimits.regions} 个区域`),
  from: localDate,
  to: localDate,
  grain: z.enum(analysisGrains),
  compare: z.enum(comparisons).default('none'),
  view: z.enum(analysisViews).default('trend'),
  methods: z.array(z.enum(analysisMethods)).max(analysisMethods.length).default([]),
  /** A log position: the answer as of then. */
  at: z.number().int().positive().optional(),
})
export type AnalysisQuestion = z.infer<typeof analysisQuestion>
