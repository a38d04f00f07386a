import type { EChartsCoreOption } from 'echarts/core'
import type { Tokens } from '../styles/tokens.ts'
import { drawnThreshold } from './spark-path.ts'

export interface TrendModel {
  /** Oldest first; null is a gap, never bridged. */
  points: readonly { label: string; value: number | null }[]
  threshold: number | null
  unit: string
  decimals: number
}

/** One indicator over its last periods: a line, its 考核线, and the last known point. */
export function trendOption(model: TrendModel, tokens: Tokens): EChartsCoreOption {
  const size = tokens.rem * 1.125
  const text = { color: tokens['ink-3'], fontFamily: tokens['font-num'], fontSize: size }
  const known = model.points.flatMap((point) => point.value ?? [])
  const line = drawnThreshold(model.threshold, Math.min(...known), Math.max(...known))
  const drawn = line === null ? known : [...known, line]
  const [lowest, highest] = [Math.min(...drawn), Math.max(...drawn)]
  const { decimals } = model
  const last = model.points.findLastIndex((point) => point.value !== null)
  return {
    animation: false,
    grid: { left: 0, right: size, top: size, bottom: 0, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: model.points.map((point) => point.label),
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tokens['line-2'] } },
      axisLabel: {
        ...text,
        interval: endsOnly(model.points.length),
        showMaxLabel: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      type: 'value',
      scale: true,
      // Said at both ends: the axis begins where the figures do, not at 0.
      ...(lowest < highest && { min: lowest, max: highest, interval: highest - lowest }),
      axisLabel: {
        ...text,
        formatter: (value: number) => tick(value, decimals),
        verticalAlignMinLabel: 'bottom',
      },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    series: [
      {
        type: 'line',
        data: model.points.map((point, i) => ({
          value: point.value,
          symbol: i === last ? 'circle' : 'none',
        })),
        connectNulls: false,
        symbolSize: tokens.rem * 0.6,
        itemStyle: { color: tokens.ink },
        lineStyle: { color: tokens.data, width: tokens.rem * 0.125 },
        areaStyle: { color: tokens['data-3'], opacity: 0.22, origin: 'start' },
        markLine: thresholdLine(line, tokens),
      },
    ],
  }
}

/** Labels at both ends and the middle only: the axis says how far back, not every day. */
const endsOnly =
  (count: number) =>
  (index: number): boolean =>
    index === 0 || index === count - 1 || index === Math.floor((count - 1) / 2)

const tick = (value: number, decimals: number): string =>
  value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })

function thresholdLine(threshold: number | null, tokens: Tokens) {
  if (threshold === null) return undefined
  return {
    silent: true,
    symbol: 'none',
    data: [{ yAxis: threshold }],
    label: { show: false },
    lineStyle: { color: tokens.threshold, type: [5, 4], width: tokens.rem * 0.09 },
  }
}
