import type { EChartsOption } from 'echarts'
import { stepOf } from '../indicators/classify.ts'
import type { HeatPanel } from '../analysis/views/model.ts'
import { cellSeries } from './cells.ts'
import { classLegend, legendHeight } from './legend.ts'
import { placeMarks } from './marks.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { fitted, figureText, saidOf, widthOf } from './words.ts'

/** 热力: a row for each region, a column for each period, in classes; what is missing is hatched. */
export function heatOption(panel: HeatPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  const heading = on.headingOf(panel, style, box)
  const { plot, marks } = placed(panel, heading.height, style, box)
  const row = plot.height / Math.max(1, panel.rows.length)
  const every = Math.max(1, Math.ceil((style.small * 1.15) / row))
  const names = panel.rows.map(({ name }) => fitted(name, style.small, nameRoom(panel, style)))
  const fits = plot.width / Math.max(1, panel.periods.length) >= widest(panel, style) + 4
  return {
    ...on.common(style),
    tooltip: { ...on.tipOf(style), trigger: 'item', formatter: tipWords(panel, plot, box) },
    grid: on.gridOf(plot),
    xAxis: on.periodAxisOf(panel.periods, plot, style, true),
    yAxis: {
      ...{ type: 'category', data: names, inverse: true },
      ...{ axisTick: { show: false }, axisLine: { show: false } },
      axisLabel: {
        ...{ ...on.labelOf(style), color: style.ink2 },
        interval: (i: number) => i % every === 0,
      },
    },
    series: cellSeries(
      panel.rows.map(({ values }) => values),
      panel.classes,
      style,
    ),
    graphic: [
      ...heading.drawn,
      ...marks.draw(plot),
      ...(fits && row >= style.small * 1.2 ? figures(panel, plot, style) : []),
      ...classLegend(
        panel.classes,
        panel,
        { x: 0, y: box.height - legendHeight(style), width: box.width },
        style,
      ),
    ],
  } as EChartsOption
}

/** What a pointer is told of a cell; of cells that are one shape, of the one that it is over. */
const tipWords =
  (panel: HeatPanel, { left, width }: on.Plot, { pointer }: ChartBox) =>
  (given: unknown): string => {
    const [from = 0, y = 0, to = 0] = (given as { data?: number[] }).data ?? []
    const row = panel.rows[y]
    if (!row) return ''
    const under = pointer ? Math.floor(((pointer().x - left) / width) * panel.periods.length) : NaN
    const x = from === to ? from : Math.min(Math.max(under, from), to)
    const period = panel.periods[x]
    if (!period) return on.plain(row.name)
    const value = row.values[x] ?? null
    const said = saidOf(value, row.absences[x], panel)
    return `${on.plain(row.name)}　${on.plain(period.label)}<br><b>${on.plain(said)}</b>`
  }

/** Values inside their cells, where there is room for them. */
function figures(panel: HeatPanel, plot: on.Plot, style: ChartStyle): on.Drawn[] {
  const x = on.xOf(plot, panel.periods.length, true)
  const row = plot.height / panel.rows.length
  return panel.rows.flatMap(({ values }, r) =>
    values.flatMap((value, i) => {
      if (value === null) return []
      const color = inkOn(panel.classes, value, style)
      return [
        on.text(figureText(value, panel.decimals), x(i), plot.top + (r + 0.5) * row, style, {
          ...{ align: 'center', color },
        }),
      ]
    }),
  )
}

/** Ink that can be read on the class of a value. */
export function inkOn(classes: HeatPanel['classes'], value: number, style: ChartStyle): string {
  const step = stepOf(classes, value)
  return step === null ? style.ink : (style.onRamp[step] ?? style.ink)
}

const widest = (panel: HeatPanel, style: ChartStyle): number =>
  Math.max(
    1,
    ...[panel.classes.min, panel.classes.max].map((v) =>
      widthOf(figureText(v, panel.decimals), style.small),
    ),
  )

const nameRoom = (panel: HeatPanel, style: ChartStyle): number =>
  Math.min(
    style.small * 8,
    Math.max(style.small * 3, ...panel.rows.map(({ name }) => widthOf(name, style.small))),
  )

function placed(panel: HeatPanel, above: number, style: ChartStyle, box: ChartBox) {
  const left = nameRoom(panel, style) + style.small
  const wide = { left, top: 0, width: Math.max(1, box.width - left - style.small), height: 1 }
  const x = (i: number, plot: on.Plot) => on.xOf(plot, panel.periods.length, true)(i)
  const marks = placeMarks(panel.marks, x, wide, style)
  const top = above + marks.room + style.small * 0.5
  const foot = style.small * 2 + legendHeight(style)
  return { marks, plot: { ...wide, top, height: Math.max(1, box.height - top - foot) } }
}

/** Height in which each region can be told apart. */
export function heatHeight(panel: HeatPanel, style: ChartStyle, box: ChartBox): number {
  const row = panel.rows.length > 40 ? style.small * 0.9 : style.small * 1.7
  const { plot } = placed(panel, on.headingOf(panel, style, box).height, style, {
    ...box,
    height: 0,
  })
  return (
    plot.top +
    Math.max(style.small * 8, panel.rows.length * row) +
    style.small * 2 +
    legendHeight(style)
  )
}
