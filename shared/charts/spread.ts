import type { EChartsOption } from 'echarts'
import type { SpreadPanel } from '../analysis/views/model.ts'
import { dodge, lanesOf } from './dodge.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { figureText, finer, fitted, widthOf } from './words.ts'

/** 分布: how many values lie where, and below it the box of minimum, quartiles and maximum on the same scale. */
export function spreadOption(panel: SpreadPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  const { distribution: d } = panel
  const heading = on.headingOf(panel, style, box)
  const most = Math.max(1, ...d.bins.map(({ count }) => count))
  const low = d.bins[0]?.from ?? d.min
  const high = d.bins.at(-1)?.to ?? d.max
  const pad = high > low ? (high - low) * 0.02 : Math.max(1, Math.abs(low) / 10)
  const range = { min: low - pad, max: high + pad }
  const left = style.small * 3
  const top = heading.height + style.small * 3
  const lower = style.small * 9.5
  const plot = {
    ...{ left, top, width: Math.max(1, box.width - left - style.small) },
    height: Math.max(1, box.height - top - lower),
  }
  const x = (value: number): number =>
    plot.left + (plot.width * (value - range.min)) / (range.max - range.min)
  const y = on.yOf(plot, { min: 0, max: most })
  const step = Math.max(1, Math.ceil(most / 5))
  const bars = d.bins.flatMap(({ from, to, count }) => {
    if (count === 0) return []
    const [a, b] =
      high > low ? [x(from), x(to)] : [x(low) - style.small * 2, x(low) + style.small * 2]
    return [
      on.rect(
        a + style.hair,
        y(count),
        Math.max(1, b - a - style.hair * 2),
        plot.top + plot.height - y(count),
        style.fill,
      ),
      on.text(String(count), (a + b) / 2, y(count) - style.small * 0.7, style, { align: 'center' }),
    ]
  })
  const edges = [...new Set(d.bins.flatMap(({ from, to }) => [from, to]))]
  const every = Math.max(1, Math.ceil((edges.length * style.small * 5) / plot.width))
  return {
    ...on.common(style),
    grid: on.gridOf(plot),
    xAxis: { show: false, type: 'value', ...range },
    yAxis: {
      ...on.valueAxisOf({ min: 0, max: most, truncated: false }, style),
      ...{ interval: step, minInterval: 1 },
    },
    series: [{ type: 'scatter', data: [], silent: true }],
    graphic: [
      ...heading.drawn,
      on.text(
        fitted(
          `${panel.of}${d.missing > 0 ? `，另 ${d.missing} 个缺数` : ''}　　纵轴：个数`,
          style.small,
          box.width,
        ),
        ...([0, heading.height + style.small * 0.7] as const),
        style,
        { color: style.ink3 },
      ),
      ...bars,
      on.stroked(
        [
          [plot.left, plot.top + plot.height],
          [plot.left + plot.width, plot.top + plot.height],
        ],
        style.line2,
        style.hair,
      ),
      ...edges
        .filter((_, i) => i % every === 0)
        .map((edge) =>
          on.text(
            figureText(edge, finer(panel.decimals, high - low)),
            x(edge),
            plot.top + plot.height + style.small,
            style,
            {
              align: 'center',
              color: style.ink3,
            },
          ),
        ),
      ...boxOf(panel, x, plot, style),
    ],
  } as EChartsOption
}

/** Minimum to maximum, the quartiles' box, the median, the mean as a diamond, and outliers as rings. */
function boxOf(
  panel: SpreadPanel,
  x: (value: number) => number,
  plot: on.Plot,
  style: ChartStyle,
): on.Drawn[] {
  const { distribution: d, decimals } = panel
  const middle = plot.top + plot.height + style.small * 4
  const half = style.small * 0.9
  const between = finer(decimals, d.max - d.min)
  const figures = [
    ['最小', d.min, decimals],
    ['下四分位', d.q1, between],
    ['中位', d.median, between],
    ['上四分位', d.q3, between],
    ['最大', d.max, decimals],
  ] as const
  const words = figures.map(([name, value, places]) => `${name} ${figureText(value, places)}`)
  const spans = figures.map(([, value], i) => {
    const width = widthOf(words[i] ?? '', style.small) + style.small * 0.8
    const from = Math.min(Math.max(plot.left, x(value) - width / 2), plot.left + plot.width - width)
    return { from, to: from + width }
  })
  const lanes = lanesOf(spans, 3)
  const rings = dodge(
    panel.outliers.map(({ value }) => x(value)),
    0,
    plot.left,
    plot.left + plot.width,
  )
  return [
    on.stroked(
      [
        [x(d.min), middle],
        [x(d.max), middle],
      ],
      style.ink3,
      style.hair,
    ),
    {
      ...on.rect(
        x(d.q1),
        middle - half,
        Math.max(style.hair, x(d.q3) - x(d.q1)),
        half * 2,
        style.fill,
      ),
      z: 12,
    },
    on.stroked(
      [
        [x(d.median), middle - half],
        [x(d.median), middle + half],
      ],
      style.ink,
      style.stroke * 1.2,
    ),
    on.stroked(
      [
        [x(d.mean) - 4, middle],
        [x(d.mean), middle - 4],
        [x(d.mean) + 4, middle],
        [x(d.mean), middle + 4],
        [x(d.mean) - 4, middle],
      ],
      style.ink,
      style.hair,
    ),
    ...rings.map((at) => ({
      ...{
        type: 'circle',
        silent: true,
        z: 22,
        shape: { cx: at, cy: middle, r: style.small * 0.32 },
      },
      style: { fill: style.paper, stroke: style.ink, lineWidth: style.hair * 1.25 },
    })),
    ...words.flatMap((one, i) => {
      const lane = lanes[i] ?? null
      const span = spans[i]
      if (lane === null || !span) return []
      return [on.text(one, span.from, middle + half + style.small * (0.9 + lane * 1.3), style)]
    }),
    on.text(
      fitted(
        `◇ 平均 ${figureText(d.mean, between)}${panel.outliers.length > 0 ? `　○ 离群：${panel.outliers.map(({ name, value }) => `${name} ${figureText(value, decimals)}`).join('、')}` : ''}`,
        style.small,
        plot.width + plot.left,
      ),
      ...([0, middle - half - style.small * 0.9] as const),
      style,
      { color: style.ink3 },
    ),
  ]
}
