import type { EChartsOption } from 'echarts'
import type { ClockPanel } from '../analysis/views/model.ts'
import { cellSeries } from './cells.ts'
import { inkOn } from './heat.ts'
import { classLegend, legendHeight } from './legend.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { figureText, widthOf } from './words.ts'

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const hours = Array.from({ length: 24 }, (_, hour) => ({ label: `${hour}时` }))

/** 时段: hour × weekday, the mean of all such hours in the window. */
export function clockOption(panel: ClockPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  const title = `${panel.title} · ${panel.name}`
  const heading = on.headingOf({ ...panel, title }, style, box)
  const left = style.small * 3
  const top = heading.height + style.small * 0.5
  const height = Math.max(1, box.height - top - style.small * 2 - legendHeight(style))
  const plot = { left, top, width: Math.max(1, box.width - left - style.small), height }
  const x = on.xOf(plot, 24, true)
  const most = Math.max(0, ...panel.means.flat().map((mean) => mean ?? 0))
  const wide = widthOf(figureText(most, panel.decimals), style.small)
  const fits = plot.width / 24 >= wide + 4 && plot.height / 7 >= style.small * 1.2
  return {
    ...on.common(style),
    tooltip: { ...on.tipOf(style), trigger: 'item', formatter: tipWords(panel) },
    grid: on.gridOf(plot),
    xAxis: on.periodAxisOf(hours, plot, style, true),
    yAxis: {
      ...{ type: 'category', data: weekdays, inverse: true },
      ...{ axisTick: { show: false }, axisLine: { show: false } },
      axisLabel: { ...on.labelOf(style), color: style.ink2, interval: 0 },
    },
    series: cellSeries(panel.means, panel.classes, style),
    graphic: [
      ...heading.drawn,
      ...(fits
        ? panel.means.flatMap((row, day) =>
            row.flatMap((mean, hour) =>
              mean === null
                ? []
                : [
                    on.text(
                      figureText(mean, panel.decimals),
                      x(hour),
                      top + ((day + 0.5) * height) / 7,
                      style,
                      {
                        ...{ align: 'center', color: inkOn(panel.classes, mean, style) },
                      },
                    ),
                  ],
            ),
          )
        : []),
      ...classLegend(
        panel.classes,
        panel,
        { x: 0, y: box.height - legendHeight(style), width: box.width },
        style,
      ),
    ],
  } as EChartsOption
}

/** The mean, and what it was made of. */
const tipWords =
  (panel: ClockPanel) =>
  (given: unknown): string => {
    const [hour = 0, day = 0] = (given as { data?: number[] }).data ?? []
    const [mean, count] = [panel.means[day]?.[hour] ?? null, panel.counts[day]?.[hour] ?? null]
    const said =
      mean === null
        ? '无数据'
        : `平均 ${figureText(mean, panel.decimals)}（${panel.hours[day]?.[hour] ?? 0} 个小时共 ${figureText(count, 0)}）`
    return `${weekdays[day] ?? ''} ${hour}时<br>${said}`
  }

/** Height in which each weekday can be told apart. */
export const clockHeight = (panel: ClockPanel, style: ChartStyle, box: ChartBox): number =>
  on.headingOf(panel, style, box).height + style.small * (7 * 2.2 + 3) + legendHeight(style)
