import type { EChartsOption } from 'echarts'
import { isTooShort } from '../analysis/statistics.ts'
import type { ScatterAxis, ScatterPanel } from '../analysis/views/model.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { figureText, fitted, widthOf, withUnit } from './words.ts'

/** 散点: two indicators against each other, with r, ρ and what not to read from them. */
export function scatterOption(
  panel: ScatterPanel,
  style: ChartStyle,
  box: ChartBox,
): EChartsOption {
  const heading = on.headingOf(panel, style, box)
  const left = on.axisRoom(panel.y.axis, style)
  const words = correlationWords(panel)
  const line = style.small * 1.6
  const top = heading.height + line * (words.length + 1) + style.small * 0.5
  const plot = {
    ...{ left, top, width: Math.max(1, box.width - left - style.small * 2) },
    height: Math.max(1, box.height - top - style.small * 4),
  }
  const cut = panel.y.axis.truncated
  return {
    ...on.common(style),
    tooltip: { ...on.tipOf(style), trigger: 'item', formatter: tipWords(panel) },
    grid: on.gridOf(plot),
    xAxis: {
      ...on.valueAxisOf(panel.x.axis, style),
      axisLine: { show: true, onZero: false, lineStyle: { color: style.line2 } },
    },
    yAxis: on.valueAxisOf(panel.y.axis, style),
    series: [
      {
        ...{ type: 'scatter', symbol: 'circle', symbolSize: style.small * 0.7 },
        data: panel.points.map(({ x, y, name }) => ({ value: [x, y], name })),
        itemStyle: {
          color: style.strong[0],
          opacity: 0.75,
          borderColor: style.paper,
          borderWidth: style.hair,
        },
        emphasis: { disabled: style.still },
      },
    ],
    graphic: [
      ...heading.drawn,
      ...words.map((one, i) =>
        on.text(fitted(one, style.small, box.width), 0, heading.height + (i + 0.5) * line, style, {
          color: i === 0 ? style.ink : style.ink3,
        }),
      ),
      on.text(`↑ ${axisWords(panel.y)}`, 0, heading.height + (words.length + 0.6) * line, style),
      on.text(
        `${panel.x.axis.truncated ? '横轴不从 0 起　' : ''}${axisWords(panel.x)} →`,
        plot.left + plot.width,
        plot.top + plot.height + style.small * 2.8,
        style,
        { align: 'right' },
      ),
      ...names(panel, plot, style),
      ...(cut ? on.cutMark(plot, style) : []),
    ],
  } as EChartsOption
}

const axisWords = ({ name, unit }: ScatterAxis): string =>
  unit === '' ? name : `${name}（${unit}）`

/** How they go together, in one line; its limits are among the panel's cautions. */
function correlationWords({ correlation, missing }: ScatterPanel): string[] {
  const left = missing > 0 ? `；另 ${missing} 对缺数，未画` : ''
  if (isTooShort(correlation)) return [`${correlation.tooShort}${left}`]
  const { pairs, r, interval, rank, rankOfChanges } = correlation
  const two = (value: number): string => figureText(value, 2)
  const changes = rankOfChanges === null ? '' : `　逐期变化 ρ = ${two(rankOfChanges)}`
  return [
    `r = ${two(r)}（95% 区间 ${two(interval[0])} 至 ${two(interval[1])}）　ρ = ${two(rank)}${changes}　${pairs} 对${left}`,
  ]
}

interface Box {
  from: number
  to: number
  top: number
  foot: number
}

/** Names beside, above or below points, as far as none covers another or a point; only while they are few. */
function names(panel: ScatterPanel, plot: on.Plot, style: ChartStyle): on.Drawn[] {
  if (panel.over === 'periods' || panel.points.length > 40) return []
  const x = (value: number): number =>
    plot.left +
    (plot.width * (value - panel.x.axis.min)) / (panel.x.axis.max - panel.x.axis.min || 1)
  const y = on.yOf(plot, panel.y.axis)
  const [half, reach, dot] = [style.small * 0.62, style.small * 0.6, style.small * 0.35]
  const taken: Box[] = panel.points.map((point) => ({
    ...{ from: x(point.x) - dot, to: x(point.x) + dot },
    ...{ top: y(point.y) - dot, foot: y(point.y) + dot },
  }))
  return panel.points.flatMap((point) => {
    const width = widthOf(point.name, style.small)
    const [cx, cy] = [x(point.x), y(point.y)]
    const places: Box[] = [
      { from: cx + reach, y: cy },
      { from: cx - reach - width, y: cy },
      { from: cx - width / 2, y: cy - dot - half },
      { from: cx - width / 2, y: cy + dot + half },
    ].map((one) => ({
      ...{ from: one.from, to: one.from + width },
      ...{ top: one.y - half, foot: one.y + half },
    }))
    const place = places.find(
      (one) =>
        one.from >= plot.left &&
        one.to <= plot.left + plot.width &&
        one.top >= plot.top - half &&
        one.foot <= plot.top + plot.height + half &&
        taken.every(
          (other) =>
            other.to <= one.from ||
            other.from >= one.to ||
            other.foot <= one.top ||
            other.top >= one.foot,
        ),
    )
    if (!place) return []
    taken.push(place)
    const middle = (place.top + place.foot) / 2
    return [on.text(point.name, place.from, middle, style, { ground: style.paper })]
  })
}

const tipWords =
  (panel: ScatterPanel) =>
  (given: unknown): string => {
    const point = panel.points[(given as { dataIndex: number }).dataIndex]
    if (!point) return ''
    const of = (axis: ScatterAxis, value: number): string =>
      `${on.plain(axis.name)}　<b>${on.plain(withUnit(value, axis.decimals, axis.unit))}</b>`
    return [on.plain(point.name), of(panel.x, point.x), of(panel.y, point.y)].join('<br>')
  }
