import type { TrendPanel } from '../analysis/views/model.ts'
import { forecastStart } from '../analysis/views/trend.ts'
import {
  isTooShort,
  type Anomalies,
  type ChangePoints,
  type Forecast,
} from '../analysis/statistics.ts'
import { lineLook } from './lines.ts'
import * as on from './plot.ts'
import type { ChartStyle } from './style.ts'
import { figureText, widthOf } from './words.ts'

/** Statistics over a trend (统计叠加): as series, and in pixels where they are words. */
export interface Overlays {
  series: object[]
  /** One line each for the legend; 历史不足 stands here too. */
  key: string[]
  draw(plot: on.Plot, x: (i: number) => number, y: (value: number) => number): on.Drawn[]
}

type Drawer = Overlays['draw']

export function drawOverlays(panel: TrendPanel, style: ChartStyle): Overlays {
  const all: Overlays = { series: [], key: [], draw: () => [] }
  const drawers: Drawer[] = []
  const said: Said[] = []
  for (const one of panel.overlays) {
    if (one.method === 'hot-spots' || one.method === 'contribution') continue
    const i = Math.max(
      0,
      panel.lines.findIndex(({ region }) => region === one.region),
    )
    const { color } = lineLook(i, style)
    const name = panel.lines.length > 1 ? `${panel.lines[i]?.name ?? ''} ` : ''
    if (isTooShort(one.result)) {
      all.key.push(`${name}${one.result.tooShort}`)
      continue
    }
    switch (one.method) {
      case 'stl': {
        all.series.push(
          line(`${name}去季节趋势`, one.result.trend, style.ink2, style.stroke * 1.4, style),
        )
        all.key.push(`${name}粗线：去季节趋势（STL）`)
        break
      }
      case 'change-points':
        drawers.push(changeLevels(one.result, one.periods.length, color, style))
        said.push(...one.result.points.map((point) => ({ ...point, of: name })))
        all.key.push(`${name}台阶：变点前后的平均水平`)
        break
      case 'anomalies':
        all.series.push(band(`${name}正常范围`, one.result.band, style.fill, 0.3))
        drawers.push(anomalies(one.result, style))
        all.key.push(`${name}圈：异常；浅带：季节与趋势下的正常范围`)
        break
      case 'forecast': {
        const known = forecastStart(panel, one)
        const empty = Array.from({ length: known }, () => null)
        const { points } = one.result
        all.series.push(
          band(`${name}预测区间`, [...empty, ...points], color, 0.16),
          line(
            `${name}预测`,
            [...empty, ...points.map(({ value }) => value)],
            color,
            style.stroke,
            style,
            [4, 3],
          ),
        )
        drawers.push(start(known, style))
        all.key.push(`${name}${forecastWords(one.result, panel)}`)
      }
    }
  }
  drawers.push(changeWords(said, panel.decimals, style))
  all.draw = (plot, x, y) => drawers.flatMap((draw) => draw(plot, x, y))
  return all
}

/** How far to trust it: the interval, and what such forecasts missed by. */
function forecastWords({ level, backTest }: Forecast, panel: TrendPanel): string {
  const { folds, horizon, meanError, covered } = backTest
  const error = `${figureText(meanError, Math.max(1, panel.decimals))}${panel.unit === '%' ? ' 个百分点' : panel.unit}`
  const share = `${Math.round(covered * 100)}%`
  return `虚线：预测，浅带 ${Math.round(level * 100)}% 区间；回测 ${folds} 次、每次 ${horizon} 期，平均误差 ${error}，落入区间 ${share}`
}

const line = (
  name: string,
  data: (number | null)[],
  color: string,
  width: number,
  style: ChartStyle,
  type: number[] | 'solid' = 'solid',
) => ({
  ...{ type: 'line', name, data, connectNulls: false, symbol: 'none', silent: true, z: 4 },
  lineStyle: { color, width, type, opacity: 0.85 },
  itemStyle: { color },
  emphasis: { disabled: style.still },
})

interface Custom {
  coord(value: [number, number]): [number, number]
}

/** A band between two values of each period; where one is missing the band is open. */
function band(
  name: string,
  spans: readonly ({ low: number; high: number } | null)[],
  color: string,
  opacity: number,
) {
  const data = spans.flatMap((span, i) => (span ? [[i, span.low, span.high]] : []))
  return {
    ...{ type: 'custom', name, silent: true, z: 0, data, encode: { x: 0, y: [1, 2] } },
    itemStyle: { color },
    renderItem: ({ dataIndex }: { dataIndex: number }, api: Custom) => {
      const [here, next] = [data[dataIndex], data[dataIndex + 1]]
      if (!here || !next || (next[0] ?? 0) - (here[0] ?? 0) !== 1) return null
      const at = (row: number[], k: number) => api.coord([row[0] ?? 0, row[k] ?? 0])
      return {
        type: 'polygon',
        shape: { points: [at(here, 1), at(next, 1), at(next, 2), at(here, 2)] },
        style: { fill: color, opacity },
      }
    },
  }
}

/** The mean level between one change and the next, and a line at each change. */
const changeLevels =
  ({ points }: ChangePoints, count: number, color: string, style: ChartStyle): Drawer =>
  (plot, x, y) =>
    points.flatMap((point, k) => {
      const from = points[k - 1]?.index ?? 0
      const to = points[k + 1]?.index ?? count
      const at = x(point.index)
      const level = (a: number, b: number, value: number) =>
        on.stroked(
          [
            [x(a), y(value)],
            [b, y(value)],
          ],
          color,
          style.stroke * 1.5,
        )
      return [
        ...(k === 0 ? [level(from, at, point.before)] : []),
        level(point.index, x(to - 1), point.after),
        on.stroked(
          [
            [at, plot.top],
            [at, plot.top + plot.height],
          ],
          color,
          style.hair,
          [3, 3],
        ),
      ]
    })

type Said = ChangePoints['points'][number] & { of: string }

/** What each change was, at the foot of the plot: on the lowest row where it covers no other. */
const changeWords =
  (said: readonly Said[], decimals: number, style: ChartStyle): Drawer =>
  (plot, x) => {
    const ends: number[] = []
    return said
      .toSorted((a, b) => a.index - b.index)
      .map(({ index, before, after, of }) => {
        const words = `${of}变点 ${figureText(before, decimals)} → ${figureText(after, decimals)}`
        const width = widthOf(words, style.small)
        const at = x(index) + style.small * 0.4
        const from = Math.min(at, plot.left + plot.width - width)
        const free = ends.findIndex((end) => end < from)
        const row = free === -1 ? ends.length : free
        ends[row] = from + width + style.small
        const foot = plot.top + plot.height - style.small * (1.2 + row * 1.4)
        return on.text(words, from, foot, style, { color: style.ink, ground: style.paper })
      })
  }

const anomalies =
  ({ points }: Anomalies, style: ChartStyle): Drawer =>
  (_plot, x, y) =>
    points.map(({ index, value }) => ({
      ...{ type: 'circle', silent: true, z: 62 },
      shape: { cx: x(index), cy: y(value), r: style.small * 0.55 },
      style: { fill: 'none', stroke: style.ink, lineWidth: style.stroke * 0.8 },
    }))

/** Where what is known ends. */
const start =
  (known: number, style: ChartStyle): Drawer =>
  (plot, x) => {
    const at = (x(known - 1) + x(known)) / 2
    return [
      on.stroked(
        [
          [at, plot.top],
          [at, plot.top + plot.height],
        ],
        style.line2,
        style.hair,
      ),
    ]
  }
