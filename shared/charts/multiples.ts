import type { EChartsOption } from 'echarts'
import type { Mark, MultiplesPanel } from '../analysis/views/model.ts'
import { lastKnown } from './lines.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { fitted, figureText, tickText, widthOf, withUnit } from './words.ts'

interface Cells {
  columns: number
  width: number
  height: number
  left: number
  rows: number
}

/** 小倍数: a small picture for each region, all on one axis; heights can be compared across all of them. */
export function multiplesOption(
  panel: MultiplesPanel,
  style: ChartStyle,
  box: ChartBox,
): EChartsOption {
  const heading = on.headingOf(panel, style, box)
  const cells = cellsOf(panel, style, box)
  const foot = style.small * 2
  const height = Math.max(cells.height, (box.height - heading.height - foot) / cells.rows)
  const plotOf = (i: number): on.Plot => ({
    left: cells.left + (i % cells.columns) * cells.width,
    top: heading.height + Math.floor(i / cells.columns) * height + style.small * 1.9,
    width: cells.width - style.small * 1.2,
    height: height - style.small * 2.8,
  })
  const first = plotOf(0)
  const bottom = heading.height + cells.rows * height + style.small * 0.7
  const [start, end] = [panel.periods[0], panel.periods.at(-1)]
  const lastYear = panel.lines.some((line) => line.lastYear)
  const words = [
    `各图横轴 ${start?.label ?? ''} 至 ${end?.label ?? ''}，数值轴相同`,
    ...(lastYear ? ['┈ 上年同期'] : []),
    ...(panel.marks.length > 0 ? ['┊ 批注'] : []),
    ...(panel.yellowLine === null && panel.redLine === null ? [] : ['╌ 黄线、红线']),
    ...(panel.axis.truncated ? ['纵轴不从 0 起'] : []),
  ].join('　　')
  return {
    ...on.common(style),
    tooltip: { ...on.tipOf(style), trigger: 'item', formatter: tipWords(panel) },
    xAxis: { show: false, type: 'value', min: 0, max: 1 },
    yAxis: { show: false, type: 'value', min: 0, max: 1 },
    grid: { left: 0, top: 0, width: 1, height: 1 },
    series: [
      {
        ...{ type: 'custom', clip: false, animation: false },
        data: panel.lines.map((_, i) => [0, 0, i]),
        renderItem: ({ dataIndex }: { dataIndex: number }) => ({
          type: 'group',
          children: cell(panel, dataIndex, plotOf(dataIndex), style),
        }),
      },
    ],
    graphic: [
      ...heading.drawn,
      ...rulers(panel, first, style),
      on.text(fitted(words, style.small, box.width), 0, bottom, style, { color: style.ink3 }),
    ],
  } as EChartsOption
}

function cell(panel: MultiplesPanel, i: number, plot: on.Plot, style: ChartStyle): on.Drawn[] {
  const line = panel.lines[i]
  if (!line) return []
  const [x, y] = [on.xOf(plot, panel.periods.length), on.yOf(plot, panel.axis)]
  const at = lastKnown(line.values)
  const last = line.values[at] ?? null
  const value = figureText(last, panel.decimals)
  const right = plot.left + plot.width
  const rule = (value: number | null) =>
    value === null
      ? []
      : [
          on.stroked(
            [
              [plot.left, y(value)],
              [right, y(value)],
            ],
            style.threshold,
            style.hair,
            [4, 3],
          ),
        ]
  const { min, max } = panel.axis
  return [
    { ...on.rect(plot.left, plot.top, plot.width, plot.height, style.raised), silent: false },
    ...(min < 0
      ? [
          on.stroked(
            [
              [plot.left, y(0)],
              [right, y(0)],
            ],
            style.line2,
            style.hair,
          ),
        ]
      : []),
    ...panel.marks
      .filter(({ annotation }) => annotation.concerns.regions.includes(line.region))
      .flatMap((mark) => markOf(mark, x, plot, style)),
    ...rule(inside(panel.yellowLine, min, max)),
    ...rule(inside(panel.redLine, min, max)),
    ...runsOf(line.lastYear ?? []).map((run) =>
      on.stroked(
        run.map(([k, v]) => [x(k), y(v)]),
        style.ghost,
        style.hair,
        [1, 3],
      ),
    ),
    ...runsOf(line.values).map((run) => {
      const points = run.map(([k, v]) => [x(k), y(v)] as const)
      return points.length > 1
        ? on.stroked(points, style.strong[0], style.stroke * 0.8)
        : dot(points[0] ?? [0, 0], style)
    }),
    ...(last === null ? [] : [dot([x(at), y(last)], style)]),
    on.text(
      fitted(line.name, style.small, plot.width - widthOf(value, style.small) - style.small * 0.5),
      plot.left,
      plot.top - style.small * 0.95,
      style,
      { color: style.ink },
    ),
    on.text(value, right, plot.top - style.small * 0.95, style, {
      align: 'right',
      color: style.ink2,
    }),
    ...(at < 0
      ? [
          on.text('无数据', plot.left + plot.width / 2, plot.top + plot.height / 2, style, {
            align: 'center',
            color: style.ink3,
          }),
        ]
      : []),
  ]
}

/** An annotation in a small picture (批注): a day is a line, an interval a band; its words stand above them all. */
function markOf(
  mark: Mark,
  x: (i: number) => number,
  plot: on.Plot,
  style: ChartStyle,
): on.Drawn[] {
  const foot = plot.top + plot.height
  const upright = (at: number): on.Drawn =>
    on.stroked(
      [
        [at, plot.top],
        [at, foot],
      ],
      style.ink3,
      style.hair,
      [2, 3],
    )
  const [from, to] = [x(mark.first), x(mark.last)]
  if (mark.point || from === to) return [upright(from)]
  const band = on.rect(from, plot.top, to - from, plot.height, style.ink3)
  return [{ ...band, style: { fill: style.ink3, opacity: 0.1 } }, upright(from), upright(to)]
}

const inside = (value: number | null, min: number, max: number): number | null =>
  value !== null && value >= min && value <= max ? value : null

/** Values without a gap between them, with their index. */
export function runsOf(values: readonly (number | null)[]): [number, number][][] {
  const runs: [number, number][][] = []
  values.forEach((value, i) => {
    if (value === null) return
    const last = runs.at(-1)
    if (last && last.at(-1)?.[0] === i - 1) last.push([i, value])
    else runs.push([[i, value]])
  })
  return runs
}

const dot = ([cx, cy]: readonly [number, number], style: ChartStyle): on.Drawn => ({
  ...{ type: 'circle', silent: true, z: 30 },
  shape: { cx, cy, r: style.small * 0.22 },
  style: { fill: style.strong[0] },
})

/** The one axis is written at the first picture. */
function rulers(panel: MultiplesPanel, plot: on.Plot, style: ChartStyle): on.Drawn[] {
  const { min, max } = panel.axis
  return [max, min].map((value, i) =>
    on.text(
      tickText(value),
      plot.left - style.small * 0.4,
      plot.top + (i === 0 ? style.small * 0.4 : plot.height - style.small * 0.4),
      style,
      {
        ...{ align: 'right', color: style.ink3 },
      },
    ),
  )
}

function cellsOf(panel: MultiplesPanel, style: ChartStyle, box: ChartBox): Cells {
  const left = on.axisRoom(panel.axis, style)
  const room = box.width - left
  const count = Math.max(1, panel.lines.length)
  const columns = Math.max(1, Math.min(count, Math.floor(room / (style.small * 13))))
  const rows = Math.ceil(count / columns)
  return { columns, rows, left, width: room / columns, height: style.small * 7 }
}

const tipWords =
  (panel: MultiplesPanel) =>
  (given: unknown): string => {
    const line = panel.lines[(given as { dataIndex: number }).dataIndex]
    if (!line) return ''
    const at = lastKnown(line.values)
    const said = at < 0 ? '无数据' : withUnit(line.values[at] ?? null, panel.decimals, panel.unit)
    return `${on.plain(line.name)}<br>${on.plain(panel.periods[at]?.label ?? '')}　${on.plain(said)}`
  }

/** Height in which every picture has its least. */
export function multiplesHeight(panel: MultiplesPanel, style: ChartStyle, box: ChartBox): number {
  const { rows, height } = cellsOf(panel, style, box)
  return on.headingOf(panel, style, box).height + rows * height + style.small * 2
}
