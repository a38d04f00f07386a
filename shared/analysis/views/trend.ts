import type { AnalysisLine, StatisticsAnswer } from '../answers.ts'
import { isTooShort } from '../statistics.ts'
import { reaches, valueAxis } from './axis.ts'
import type { RefusedPanel, TrendPanel, ViewPeriod } from './model.ts'
import * as parts from './parts.ts'

/** More lines than can be told apart in one picture. */
export const mostTrendLines = 12

/** 趋势: one panel for each indicator, a line for each region. */
export const trendPanels = (given: parts.ViewGiven): (TrendPanel | RefusedPanel)[] =>
  parts.byIndicator(given.answer.lines).map(([indicator, lines]) => trend(given, indicator, lines))

function trend(
  given: parts.ViewGiven,
  indicator: string,
  lines: readonly AnalysisLine[],
): TrendPanel | RefusedPanel {
  const head = parts.headOf(given, indicator)
  const empty = parts.emptiness(lines)
  if (empty !== null) return parts.refusedPanel(head.title, empty)
  if (lines.length > mostTrendLines) {
    const words = `一图最多画 ${mostTrendLines} 条线，现有 ${lines.length} 条；请看小倍数或热力`
    return parts.refusedPanel(head.title, words)
  }
  const periods = parts.periodsOf(lines)
  if (periods.length < 2)
    return parts.refusedPanel(head.title, '只有一期，画不成趋势；请放大时间窗或改用更细的粒度')
  const own = lines.map((line) => parts.viewLine(given, line, lines.length === 1))
  const overlays = given.statistics.filter((one) => lies(one, indicator, lines, periods))
  const values = own.flatMap(({ values, lastYear, base }) => [
    ...values,
    ...(lastYear ?? []),
    ...(base ?? []),
  ])
  const drawn = [...values, ...overlays.flatMap(valuesOf)]
  const [yellow, red] = [lines[0]?.yellowLine ?? null, lines[0]?.redLine ?? null]
  const yellowLine = reaches(yellow, drawn) ? yellow : null
  const redLine = reaches(red, drawn) ? red : null
  const limits = own.length === 1 ? own.flatMap(({ control }) => control ?? []) : []
  const axis = valueAxis(
    [...drawn, yellowLine, redLine, ...limits.flatMap(({ low, high }) => [low, high])],
    head.unit,
  )
  return {
    ...head,
    kind: 'trend',
    cautions: [
      ...(axis.truncated ? ['纵轴不从 0 起'] : []),
      ...outside('黄线', yellow, yellowLine),
      ...outside('红线', red, redLine),
      ...(own.some(({ shortHistory }) => shortHistory) ? ['历史不足 8 周，没有控制限'] : []),
      ...parts.runningWords(periods),
    ],
    periods,
    axis,
    lines: own,
    yellowLine,
    redLine,
    marks: parts.marksOf(given, indicator, periods),
    overlays,
    ahead:
      overlays.flatMap((one) => aheadOf(one, periods)).sort((a, b) => b.length - a.length)[0] ?? [],
  }
}

const outside = (name: string, line: number | null, drawn: number | null): string[] =>
  line !== null && drawn === null ? [`${name} ${line} 离数据太远，在图外`] : []

/** Statistics of one of these lines, over these very periods. */
function lies(
  one: StatisticsAnswer,
  indicator: string,
  lines: readonly AnalysisLine[],
  periods: readonly ViewPeriod[],
): boolean {
  if (one.method === 'hot-spots' || one.method === 'contribution') return false
  const ours = one.indicator === indicator && lines.some(({ region }) => region === one.region)
  return ours && one.periods.every(({ from }, i) => periods[i]?.from === from)
}

/** Every number that an overlay puts on the value axis. */
function valuesOf(one: StatisticsAnswer): (number | null)[] {
  if (one.method === 'hot-spots' || one.method === 'contribution') return []
  if (isTooShort(one.result)) return []
  switch (one.method) {
    case 'stl':
      return one.result.trend
    case 'change-points':
      return one.result.points.flatMap(({ before, after }) => [before, after])
    case 'anomalies':
      return one.result.band.flatMap((band) => (band === null ? [] : [band.low, band.high]))
    default:
      return one.result.points.flatMap(({ value, low, high }) => [value, low, high])
  }
}

type ForecastAnswer = Extract<StatisticsAnswer, { method: 'forecast' }>

/** The periods of a forecast that lie beyond those of the panel. */
const aheadOf = (one: StatisticsAnswer, periods: readonly ViewPeriod[]): ViewPeriod[][] =>
  one.method === 'forecast' && !isTooShort(one.result)
    ? [
        one.ahead
          .filter(({ from }) => from >= (periods.at(-1)?.to ?? 0))
          .map((period) => ({ ...period, partial: false })),
      ]
    : []

/**
 * Where a forecast begins in `periods` followed by `ahead` (预测起点): after the last period that was
 * known, which is before the running one and before those not yet published.
 */
export function forecastStart(panel: TrendPanel, { ahead }: ForecastAnswer): number {
  const all = [...panel.periods, ...panel.ahead]
  const at = all.findIndex(({ from }) => from === ahead[0]?.from)
  return at < 0 ? all.length : at
}
