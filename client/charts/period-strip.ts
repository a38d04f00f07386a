import type { EChartsCoreOption } from 'echarts/core'
import type { Tokens } from '../styles/tokens.ts'

export interface PeriodPoint {
  value: number | null
  lastYear: number | null
  /** The period still runs. */
  partial: boolean
}

export interface PeriodModel {
  /** Oldest first; null is a gap, never bridged. */
  points: readonly PeriodPoint[]
  yellow: number | null
  red: number | null
  decimals: number
  /** The period shown: the one replayed, else the last one. */
  chosen: number
}

/** Left of the columns, rem: the thresholds' names stand there. */
export const stripMargin = 5

/**
 * An indicator over its periods (分期走势) in columns of equal width without axes: the panel prints the
 * periods' names below them. 黄线 and 红线 dashed, always in sight: how far off trouble is; 上年同期 dotted.
 */
export function periodOption(model: PeriodModel, tokens: Tokens): EChartsCoreOption {
  const { points, chosen } = model
  const size = tokens.rem * 1.125
  const scale = scaleOf(model)
  const label = (i: number) => ({
    show: true,
    color: i === chosen ? tokens.ink : tokens['ink-2'],
    fontWeight: i === chosen ? 600 : 400,
    formatter: figure(points[i]!.value, model.decimals),
  })
  return {
    animation: false,
    grid: { left: tokens.rem * stripMargin, right: 0, top: 0, bottom: 0 },
    xAxis: { type: 'category', show: false, data: points.map((_, i) => i), boundaryGap: true },
    yAxis: { type: 'value', show: false, ...scale.domain },
    series: [
      {
        type: 'line',
        data: points.map((point) => point.lastYear),
        symbol: 'none',
        silent: true,
        connectNulls: false,
        lineStyle: { color: tokens.ghost, type: [1, 5], cap: 'round', width: tokens.rem * 0.125 },
      },
      {
        type: 'line',
        data: points.map((point, i) => ({
          value: point.value,
          symbolSize: tokens.rem * (i === chosen ? 0.75 : 0.4375),
          itemStyle: dotOf(point, i === chosen, tokens),
          label: label(i),
        })),
        symbol: 'circle',
        silent: true,
        connectNulls: false,
        label: {
          position: 'top',
          distance: tokens.rem * 0.25,
          fontSize: size,
          fontFamily: tokens['font-num'],
          textBorderColor: tokens['panel-solid'],
          textBorderWidth: tokens.rem * 0.2,
        },
        labelLayout: { hideOverlap: true },
        lineStyle: { color: tokens.data, width: tokens.rem * 0.125 },
        areaStyle: { color: tokens['data-3'], opacity: 0.2, origin: 'start' },
        markLine: linesOf(scale, size, tokens),
      },
    ],
  }
}

/** The running period is a ring; the one shown is white. */
function dotOf({ partial }: PeriodPoint, chosen: boolean, tokens: Tokens) {
  const colour = chosen ? tokens.select : tokens.data
  if (!partial) return { color: colour }
  return { color: tokens['panel-solid'], borderColor: colour, borderWidth: tokens.rem * 0.125 }
}

interface DrawnLine {
  name: string
  at: number
  token: 's1' | 's3'
}

function scaleOf({ points, yellow, red }: PeriodModel) {
  const known = points.flatMap(({ value }) => value ?? [])
  let low = known.length > 0 ? Math.min(...known) : 0
  let high = known.length > 0 ? Math.max(...known) : 1
  // Last year joins the scale as far as it does not flatten this one.
  const reach = Math.max(high - low, Math.abs(high) * 0.05)
  for (const { lastYear } of points) {
    if (lastYear === null || lastYear < low - reach || lastYear > high + reach) continue
    low = Math.min(low, lastYear)
    high = Math.max(high, lastYear)
  }
  const lines: DrawnLine[] = []
  const asked = [
    { name: '黄线', line: yellow, token: 's3' },
    { name: '红线', line: red, token: 's1' },
  ] as const
  for (const { name, line, token } of asked) {
    if (line === null || known.length === 0) continue
    lines.push({ name: `${name} ${line}`, at: line, token })
    low = Math.min(low, line)
    high = Math.max(high, line)
  }
  const span = high - low || Math.abs(high) * 0.2 || 1
  // Room above for the figures, and below so that the lowest point keeps off the ground.
  return { lines, domain: { min: low - span * 0.14, max: high + span * 0.5 } }
}

function linesOf({ lines, domain }: ReturnType<typeof scaleOf>, size: number, tokens: Tokens) {
  if (lines.length === 0) return undefined
  // Names of lines that lie close together step apart.
  const [a, b] = lines.map(({ at }) => at)
  const close = a !== undefined && b !== undefined && a !== b
  const apart = close ? Math.abs(a - b) / (domain.max - domain.min) : 1
  const step = apart < nameShare ? ((nameShare - apart) / 2) * plotRem * tokens.rem : 0
  return {
    silent: true,
    symbol: 'none',
    data: lines.map(({ name, at, token }) => ({
      yAxis: at,
      lineStyle: { color: tokens[token], type: [5, 4], width: tokens.rem * 0.09 },
      label: {
        show: true,
        position: 'start',
        distance: tokens.rem * 0.375,
        offset: [0, at === Math.max(...lines.map((line) => line.at)) ? -2 * step : 0],
        formatter: name,
        color: tokens[token],
        fontSize: size,
        fontFamily: tokens['font-num'],
      },
    })),
  }
}

/** Height of the strip's plot, rem, and the share of it that one name takes. */
const plotRem = 5.2
const nameShare = 1.25 / plotRem

const figure = (value: number | null, decimals: number): string =>
  value === null
    ? ''
    : value.toLocaleString('en-US', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      })
