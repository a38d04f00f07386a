import type { EChartsCoreOption } from 'echarts/core'
import type { Tokens } from '../styles/tokens.ts'
import { drawnThreshold } from './spark-path.ts'

/** How a line of a comparison is drawn: the region itself, the city, last year, the siblings. */
export type CompareRole = 'own' | 'city' | 'lastYear' | 'sibling'

export interface CompareLine {
  role: CompareRole
  name: string
  /** One for every label; null is a gap. */
  values: readonly (number | null)[]
}

export interface CompareModel {
  labels: readonly string[]
  lines: readonly CompareLine[]
  threshold: number | null
  unit: string
  decimals: number
}

/** One indicator of one region against others over the same periods (对比走势). */
export function compareOption(model: CompareModel, tokens: Tokens): EChartsCoreOption {
  const size = tokens.rem * 0.8125
  const text = { color: tokens['ink-3'], fontFamily: tokens['font-num'], fontSize: size }
  const known = model.lines.flatMap((line) => line.values.flatMap((value) => value ?? []))
  const threshold = drawnThreshold(model.threshold, Math.min(...known), Math.max(...known))
  return {
    animation: false,
    grid: { left: 0, right: size, top: size, bottom: 0, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: [...model.labels],
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tokens['line-2'] } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 3,
      minInterval: 10 ** -model.decimals,
      // Round ends of the chart's own choice, unless the threshold lies beyond them.
      min: ({ min }: { min: number }) => (threshold !== null && threshold < min ? threshold : null),
      max: ({ max }: { max: number }) =>
        threshold !== null && threshold > max ? threshold : ceilingOf(model.unit, max),
      axisLabel: { ...text, formatter: (value: number) => value.toFixed(model.decimals) },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    // The region itself is drawn last, over all others.
    series: [...model.lines]
      .sort((a, b) => depth[a.role] - depth[b.role])
      .map((line) => ({
        type: 'line',
        name: line.name,
        data: [...line.values],
        connectNulls: false,
        silent: true,
        symbol: line.role === 'own' ? 'circle' : 'none',
        symbolSize: tokens.rem * 0.375,
        ...lookOf(line.role, tokens),
        markLine:
          line.role === 'own' && threshold !== null
            ? {
                silent: true,
                symbol: 'none',
                data: [{ yAxis: threshold }],
                label: { show: false },
                lineStyle: { color: tokens.threshold, type: [5, 4], width: tokens.rem * 0.08 },
              }
            : undefined,
      })),
  }
}

/** Nothing is above 100 %, so neither is the axis; null = the chart's own round end. */
const ceilingOf = (unit: string, max: number): number | null =>
  unit === '%' && max > 98 && max <= 100 ? 100 : null

const depth: Record<CompareRole, number> = { sibling: 0, lastYear: 1, city: 2, own: 3 }

function lookOf(role: CompareRole, tokens: Tokens) {
  const width = tokens.rem * 0.125
  switch (role) {
    case 'own':
      return { itemStyle: { color: tokens.data }, lineStyle: { color: tokens.data, width } }
    case 'city':
      return { lineStyle: { color: tokens['ink-2'], width: width * 0.8, type: [6, 3] } }
    case 'lastYear':
      return { lineStyle: { color: tokens.ghost, width: width * 0.8, type: [2, 4] } }
    case 'sibling':
      return { lineStyle: { color: tokens['line-2'], width: width * 0.5 } }
  }
}
