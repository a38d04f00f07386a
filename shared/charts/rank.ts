import type { EChartsOption } from 'echarts'
import type { RankPanel } from '../analysis/views/model.ts'
import { dodge } from './dodge.ts'
import { endMarks, isAlone, lastKnown, lineLook, mostStrong } from './lines.ts'
import { placeMarks } from './marks.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { fitted, widthOf, withUnit } from './words.ts'

/** 位次: a line for each region through its places; the first place is on top. */
export function rankOption(panel: RankPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  const heading = on.headingOf({ ...panel, unit: '位次' }, style, box)
  const names = panel.lines.map((line) => fitted(line.name, style.small, style.small * 8))
  const room = Math.max(0, ...names.map((name) => widthOf(name, style.small))) + style.small * 3
  const left = style.small * 2.4
  const wide = { left, top: 0, width: Math.max(1, box.width - left - room), height: 1 }
  const x = (i: number, plot: on.Plot) => on.xOf(plot, panel.periods.length)(i)
  const marks = placeMarks(panel.marks, x, wide, style)
  const top = heading.height + marks.room + style.small
  const plot = { ...wide, top, height: Math.max(1, box.height - top - style.small * 2.2) }
  const most = Math.max(2, ...panel.ranked)
  const step = Math.max(1, Math.ceil((most * style.small * 1.4) / plot.height))
  // Places count downwards.
  const y = on.yOf(plot, { min: most, max: 1 })
  const quiet = panel.lines.length > mostStrong
  return {
    ...on.common(style),
    tooltip: {
      ...{ ...on.tipOf(style), trigger: 'axis', formatter: tipWords(panel, y, box) },
      axisPointer: { type: 'line', lineStyle: { color: style.ink3 } },
    },
    axisPointer: { triggerEmphasis: false },
    grid: on.gridOf(plot),
    xAxis: { ...on.periodAxisOf(panel.periods, plot, style), position: 'bottom' },
    yAxis: {
      ...on.valueAxisOf({ min: 1, max: most, truncated: false }, style),
      ...{ inverse: true, interval: 1 },
      axisLabel: {
        ...on.labelOf(style),
        formatter: (value: number) => ((value - 1) % step === 0 ? String(value) : ''),
      },
      splitLine: { show: false },
    },
    series: [
      ...panel.lines.map((line, i) => {
        const { color, width } = lineLook(i, style)
        return {
          ...{ type: 'line', name: line.name, connectNulls: false, showSymbol: false },
          z: i < mostStrong ? 5 - i : 1,
          data: line.ranks,
          lineStyle: { color, width: i < mostStrong ? width * 1.2 : style.hair * 1.25 },
          itemStyle: { color },
          emphasis: { disabled: style.still, focus: 'series' as const },
        }
      }),
      { type: 'scatter', z: 6, silent: true, data: endPoints(panel, style) },
    ],
    graphic: [...heading.drawn, ...marks.draw(plot), ...ends(panel, names, y, plot, style, quiet)],
  } as EChartsOption
}

/** A mark at the end of each line, and where a place stands alone: apart, so that lines have no points. */
const endPoints = (panel: RankPanel, style: ChartStyle) =>
  panel.lines.flatMap(({ ranks }, i) => {
    const size = style.small * (i < mostStrong ? 0.75 : 0.4)
    const last = lastKnown(ranks)
    const { color } = lineLook(i, style)
    return ranks.flatMap((rank, at) => {
      if (rank === null || (at !== last && !isAlone(ranks, at))) return []
      const symbol = at === last ? (endMarks[i] ?? 'circle') : 'circle'
      const symbolSize = at === last ? size : size * 0.6
      return [{ value: [at, rank], symbol, symbolSize, itemStyle: { color } }]
    })
  })

/** Names at the right edge beside their last place; with a tie they share it. */
function ends(
  panel: RankPanel,
  names: readonly string[],
  y: (value: number) => number,
  plot: on.Plot,
  style: ChartStyle,
  quiet: boolean,
): on.Drawn[] {
  const ranked = panel.lines.flatMap((line, i) => {
    const at = lastKnown(line.ranks)
    const rank = line.ranks[at] ?? null
    // Who was not placed last keeps its name at the end of its line, without the old place.
    const place = at === panel.periods.length - 1 ? String(rank) : '—'
    return rank === null ? [] : [{ i, place, y: y(rank) }]
  })
  const gap = style.small * 1.3
  const fits = ranked.length * gap <= plot.height * 1.15
  const shown = fits ? ranked : ranked.filter(({ i }) => i < mostStrong)
  const placed = dodge(
    shown.map((one) => one.y),
    gap,
    plot.top,
    plot.top + plot.height,
  )
  return shown.map(({ i, place }, k) =>
    on.text(
      `${place} ${names[i] ?? ''}`,
      plot.left + plot.width + style.small * 0.9,
      placed[k] ?? 0,
      style,
      {
        color: i < mostStrong ? lineLook(i, style).color : style.ink3,
        weight: i < mostStrong && quiet ? 600 : 400,
      },
    ),
  )
}

/** What a pointer is told: of a period, the line that it is nearest to. */
const tipWords =
  (panel: RankPanel, y: (rank: number) => number, { pointer }: ChartBox) =>
  (given: unknown): string => {
    const [pointed] = Array.isArray(given) ? (given as { dataIndex: number }[]) : []
    const { dataIndex = -1 } = pointed ?? {}
    const period = panel.periods[dataIndex]
    const under = pointer?.().y ?? 0
    const away = (rank: number | null | undefined): number =>
      rank == null ? Infinity : Math.abs(y(rank) - under)
    const [first, ...others] = panel.lines
    if (!first || !period) return ''
    const line = others.reduce(
      (near, one) => (away(one.ranks[dataIndex]) < away(near.ranks[dataIndex]) ? one : near),
      first,
    )
    const value = line.values[dataIndex] ?? null
    const rank = line.ranks[dataIndex] ?? null
    const place = rank === null ? '未排' : `第 ${rank} 位，共 ${panel.ranked[dataIndex] ?? 0} 个`
    return `${on.plain(period.label)}　${on.plain(line.name)}<br>${place}　${on.plain(withUnit(value, panel.decimals, panel.unit))}`
  }

/** Height in which each place can be read. */
export const rankHeight = (panel: RankPanel, style: ChartStyle, box: ChartBox): number =>
  on.headingOf(panel, style, box).height +
  Math.max(
    20 * style.small,
    Math.min(60, Math.max(...panel.ranked, 1)) * style.small * 1.4 + style.small * 5,
  )
