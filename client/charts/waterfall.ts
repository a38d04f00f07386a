import type { EChartsCoreOption } from 'echarts/core'
import type { Tokens } from '../styles/tokens.ts'

/** One column of a waterfall: a whole (上期, 本期) or what one part added. */
export interface WaterfallColumn {
  key: string
  kind: 'whole' | 'loss' | 'gain'
  /** Where it begins and ends on the value's own scale. */
  from: number
  to: number
  /** −0.52 or 97.3: printed at its end. */
  text: string
}

export interface WaterfallModel {
  columns: readonly WaterfallColumn[]
  /** The column looked at; null = none. */
  selected: string | null
}

/**
 * From the figure before to the figure after, part by part: filled = loss, outlined = gain. Parts beyond
 * `room` are one column 其余, so that the sum stays exact. `text` prints a signed effect.
 */
export function waterfallColumns(
  change: { before: number; after: number; parts: readonly { key: string; effect: number }[] },
  room: number,
  text: { whole: (value: number) => string; effect: (value: number) => string },
): WaterfallColumn[] {
  const { before, after, parts } = change
  const moving = parts.filter((part) => part.effect !== 0)
  const shown = moving.length > room ? moving.slice(0, room - 1) : moving
  const rest = moving.slice(shown.length)
  const effects = shown.map(({ key, effect }) => ({ key, effect }))
  if (rest.length > 0)
    effects.push({ key: restKey, effect: rest.reduce((sum, part) => sum + part.effect, 0) })
  let level = before
  const steps = effects.map(({ key, effect }): WaterfallColumn => {
    const from = level
    level += effect
    const kind = effect < 0 ? 'loss' : 'gain'
    return { key, kind, from, to: level, text: text.effect(effect) }
  })
  return [
    { key: 'before', kind: 'whole', from: 0, to: before, text: text.whole(before) },
    ...steps,
    { key: 'after', kind: 'whole', from: 0, to: after, text: text.whole(after) },
  ]
}

/** The key of the column that holds every part for which there was no room (其余). */
export const restKey = 'rest'

/** The scale is cut where the steps would otherwise be too small to see. */
export function waterfallScale(columns: readonly WaterfallColumn[]): { min: number; max: number } {
  const ends = columns.flatMap((c) => (c.kind === 'whole' ? [c.to] : [c.from, c.to]))
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const span = high - low || Math.abs(high) || 1
  const min = low >= 0 && low - span * 1.2 <= 0 ? 0 : low - span * 0.6
  return { min: low < 0 ? low - span * 0.15 : min, max: high + span * 0.02 }
}

/** The waterfall as an ECharts option: an unseen foot, the step on it, its number at its end. */
export function waterfallOption(model: WaterfallModel, tokens: Tokens): EChartsCoreOption {
  const { columns, selected } = model
  const { min, max } = waterfallScale(columns)
  const floor = (c: WaterfallColumn): number =>
    c.kind === 'whole' ? Math.max(min, Math.min(0, c.to)) : Math.min(c.from, c.to)
  const size = tokens.rem * 0.875
  return {
    animation: false,
    grid: { left: 0, right: 0, top: tokens.rem * 1.25, bottom: 0 },
    xAxis: {
      type: 'category',
      data: columns.map((c) => c.key),
      axisLine: { lineStyle: { color: tokens['line-2'] } },
      axisTick: { show: false },
      axisLabel: { show: false },
    },
    yAxis: { type: 'value', min, max, show: false },
    series: [
      {
        type: 'bar',
        stack: 'step',
        stackStrategy: 'all',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: columns.map((c) => (c.kind === 'whole' ? 0 : floor(c))),
      },
      {
        type: 'bar',
        stack: 'step',
        stackStrategy: 'all',
        silent: true,
        barWidth: '74%',
        data: columns.map((c) => ({
          value: c.kind === 'whole' ? c.to : Math.abs(c.to - c.from),
          itemStyle: lookOf(c, c.key === selected, tokens),
          label: {
            show: true,
            position: c.kind === 'loss' ? 'bottom' : 'top',
            distance: tokens.rem * 0.25,
            formatter: c.text,
            color: c.kind === 'whole' ? tokens.ink : tokens['ink-2'],
            fontFamily: tokens['font-num'],
            fontWeight: c.kind === 'whole' ? 600 : 500,
            fontSize: size,
          },
        })),
      },
    ],
  }
}

function lookOf(column: WaterfallColumn, selected: boolean, tokens: Tokens) {
  const width = tokens.rem * 0.125
  const ring = selected ? { borderColor: tokens.select, borderWidth: width } : {}
  if (column.kind === 'whole') return { color: tokens.data, ...ring }
  if (column.kind === 'loss') return { color: tokens.threshold, ...ring }
  return { color: 'transparent', borderColor: tokens.data, borderWidth: width, ...ring }
}
