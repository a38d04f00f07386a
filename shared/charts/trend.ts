import type { EChartsOption } from 'echarts'
import type { TrendPanel, ViewLine } from '../analysis/views/model.ts'
import { dodge } from './dodge.ts'
import { endMarks, lastKnown, lineLook, mostStrong, pointsOf } from './lines.ts'
import { placeMarks } from './marks.ts'
import { drawOverlays } from './overlays.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { fitted, figureText, finer, saidOf, widthOf } from './words.ts'

/**
 * 趋势: lines over periods with their names at their ends, last year's dotted, thresholds dashed, control
 * limits, annotations and statistics. The periods of a forecast follow those that are known.
 */
export function trendOption(panel: TrendPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  const periods = [...panel.periods, ...panel.ahead]
  const heading = on.headingOf(panel, style, box)
  const names = panel.lines.map((line, i) => endName(panel, line, i, style))
  const nameRoom = Math.max(0, ...names.map(({ width }) => width)) + style.small * 1.2
  const left = on.axisRoom(panel.axis, style)
  const wide = { left, top: 0, width: Math.max(1, box.width - left - nameRoom), height: 1 }
  const x = (i: number, plot: on.Plot) => on.xOf(plot, periods.length)(i)
  const marks = placeMarks(panel.marks, x, wide, style)
  const overlays = drawOverlays(panel, style)
  const key = keyOf(panel, overlays.key, style, box.width)
  const top = heading.height + marks.room + style.small * 0.9
  const foot = style.small * 1.9 + key.height
  const plot = { ...wide, top, height: Math.max(1, box.height - top - foot) }
  const y = on.yOf(plot, panel.axis)
  return {
    ...on.common(style),
    tooltip: { ...on.tipOf(style), trigger: 'axis', formatter: tipWords(panel) },
    grid: on.gridOf(plot),
    xAxis: on.periodAxisOf(periods, plot, style),
    yAxis: on.valueAxisOf(panel.axis, style),
    series: [...panel.lines.flatMap((line, i) => linesOf(line, i, style)), ...overlays.series],
    graphic: [
      ...heading.drawn,
      ...marks.draw(plot),
      ...thresholds(panel, plot, y, style),
      ...ends(panel, names, x, plot, y, style),
      ...overlays.draw(plot, (i) => x(i, plot), y),
      ...(panel.axis.truncated ? on.cutMark(plot, style) : []),
      ...key.draw(0, box.height - key.height),
    ],
  } as EChartsOption
}

/** A region's line, below it the same line a year before, and what it is compared with. */
function linesOf(line: ViewLine, i: number, style: ChartStyle): object[] {
  const { color, width } = lineLook(i, style)
  const strong = i < mostStrong
  const beside = (name: string, values: (number | null)[], dash: number[], tint: string) => ({
    ...{ type: 'line', name, data: values, connectNulls: false, symbol: 'none', silent: true },
    ...{ z: 2, lineStyle: { color: tint, width: style.hair * 1.25, type: dash } },
    itemStyle: { color: tint },
  })
  return [
    ...(strong && line.lastYear
      ? [beside(`${line.name} 上年同期`, line.lastYear, [1, 4], color)]
      : []),
    ...(strong && line.base
      ? [beside(`${line.name} ${line.baseName ?? '对比'}`, line.base, [6, 3], color)]
      : []),
    {
      ...{ type: 'line', name: line.name, connectNulls: false, z: strong ? 5 - i : 1 },
      data: pointsOf(line.values, endMarks[i] ?? 'none', style.small * 0.7),
      lineStyle: { color, width, cap: 'round', join: 'round' },
      itemStyle: { color },
      emphasis: { disabled: style.still, focus: 'series' },
      ...{ showSymbol: true, showAllSymbol: true },
    },
  ]
}

/** 黄线, 红线 and control limits, with their words at the right end. */
function thresholds(
  panel: TrendPanel,
  plot: on.Plot,
  y: (value: number) => number,
  style: ChartStyle,
): on.Drawn[] {
  const [only] = panel.lines
  const control = panel.lines.length === 1 ? (only?.control ?? null) : null
  const places = panel.decimals
  const limit = {
    places: control === null ? places : finer(places, control.high - control.low),
    ...{ dash: [2, 2], color: style.ghost },
  }
  const lines = [
    { value: panel.yellowLine, words: '黄线', places, dash: [5, 4], color: style.threshold },
    { value: panel.redLine, words: '红线', places, dash: [5, 4], color: style.threshold },
    { value: control?.high ?? null, words: '控制上限', ...limit },
    { value: control?.low ?? null, words: '控制下限', ...limit },
  ].flatMap(({ value, ...rest }) =>
    value === null || value < panel.axis.min || value > panel.axis.max ? [] : [{ value, ...rest }],
  )
  const wanted = lines.map(({ value }) => y(value) - style.small * 0.65)
  const placed = dodge(wanted, style.small * 1.25, plot.top, plot.top + plot.height)
  return lines.flatMap(({ value, words, places, dash, color }, i) => [
    on.stroked(
      [
        [plot.left, y(value)],
        [plot.left + plot.width, y(value)],
      ],
      color,
      style.hair * 1.25,
      dash,
    ),
    on.text(
      `${words} ${figureText(value, places)}`,
      plot.left + style.small * 0.4,
      placed[i] ?? 0,
      style,
      {
        ...{ color: style.ink2, ground: style.paper },
      },
    ),
  ])
}

/** What stands at a line's end: its name and last value; of quiet ones only while they are few. */
function endName(panel: TrendPanel, line: ViewLine, i: number, style: ChartStyle) {
  const strong = i < mostStrong
  const at = lastKnown(line.values)
  const shown = strong || panel.lines.length <= 12
  if (at < 0 || !shown) return { at, words: '', width: 0, strong }
  const name = fitted(line.name, style.small, style.small * 7)
  const words = strong ? `${name} ${figureText(line.values[at] ?? null, panel.decimals)}` : name
  return { at, words, width: widthOf(words, style.small) + style.small * 0.6, strong }
}

function ends(
  panel: TrendPanel,
  names: ReturnType<typeof endName>[],
  x: (i: number, plot: on.Plot) => number,
  plot: on.Plot,
  y: (value: number) => number,
  style: ChartStyle,
): on.Drawn[] {
  const shown = names.flatMap((name, i) => (name.words === '' ? [] : [{ ...name, i }]))
  const wanted = shown.map(({ at, i }) => y(panel.lines[i]?.values[at] ?? 0))
  const placed = dodge(wanted, style.small * 1.25, plot.top, plot.top + plot.height)
  return shown.map(({ words, at, strong, i }, k) =>
    on.text(
      words,
      Math.max(x(at, plot), panel.ahead.length > 0 ? plot.left + plot.width : 0) +
        style.small * 0.8,
      placed[k] ?? 0,
      style,
      { color: strong ? lineLook(i, style).color : style.ink3, weight: strong ? 600 : 400 },
    ),
  )
}

/** What dotted, dashed and ringed mean (图例), one line each where they don't fit beside each other. */
function keyOf(panel: TrendPanel, more: readonly string[], style: ChartStyle, width: number) {
  const strong = panel.lines.slice(0, mostStrong)
  const base = strong.find((line) => line.base)?.baseName
  const words = [
    ...(strong.some((line) => line.lastYear) ? ['┈ 上年同期（同色点线）'] : []),
    ...(base ? [`╌ ${base}（同色虚线）`] : []),
    ...(panel.lines.length > mostStrong
      ? [`细线：其余 ${panel.lines.length - mostStrong} 个区域`]
      : []),
    ...more,
  ]
  const lines: string[] = []
  for (const one of words) {
    const last = lines.at(-1)
    const joined = last === undefined ? one : `${last}　　${one}`
    if (last !== undefined && widthOf(joined, style.small) <= width)
      lines[lines.length - 1] = joined
    else lines.push(one)
  }
  const line = style.small * 1.6
  return {
    height: lines.length * line,
    draw: (x: number, y: number) =>
      lines.map((one, i) =>
        on.text(fitted(one, style.small, width), x, y + (i + 0.5) * line, style, {
          color: style.ink3,
        }),
      ),
  }
}

/** What a pointer is told of a period: the lines' values, or why there is none. */
const tipWords =
  (panel: TrendPanel) =>
  (given: unknown): string => {
    const [first] = Array.isArray(given) ? (given as { dataIndex: number }[]) : []
    const period = first && panel.periods[first.dataIndex]
    if (!first || !period) return ''
    const rows = panel.lines.map((line) => {
      const value = line.values[first.dataIndex] ?? null
      const last = line.lastYear?.[first.dataIndex] ?? null
      const said = saidOf(value, line.absences[first.dataIndex], panel)
      const before = last === null ? '' : `　上年 ${figureText(last, panel.decimals)}`
      return `${on.plain(line.name)}　<b>${on.plain(said)}</b>${before}`
    })
    const partial = period.partial ? '（至今）' : ''
    return [`${on.plain(period.label)}${partial}`, ...rows.slice(0, 12)].join('<br>')
  }
