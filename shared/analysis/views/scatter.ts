import { isTooShort } from '../statistics.ts'
import { pairsOf } from '../selection.ts'
import { valueAxis } from './axis.ts'
import type { RefusedPanel, ScatterAxis, ScatterPanel } from './model.ts'
import * as parts from './parts.ts'

/** 散点: two indicators over regions of one period, or over the periods of one region. */
export function scatterPanels(given: parts.ViewGiven): (ScatterPanel | RefusedPanel)[] {
  const [x, y, ...more] = parts.byIndicator(given.answer.lines).map(([indicator]) => indicator)
  if (x === undefined || y === undefined) return [parts.refusedPanel('散点', '散点需要两项指标')]
  const [across, up] = [parts.headOf(given, x), parts.headOf(given, y)]
  const title = `${across.title} 与 ${up.title}`
  const regions = parts.regionsOf(given)
  const picked = pairsOf(given.answer.lines, x, y, regions)
  const { correlation } = given.answer
  if (picked === null || correlation?.x !== x || correlation.y !== y)
    return [parts.refusedPanel(title, '两项指标没有共同的整期数据；周期不同时请改用较长的粒度')]
  const points = picked.items.flatMap((pair) => {
    if (pair.x.value === null || pair.y.value === null) return []
    const name = picked.over === 'regions' ? parts.nameOf(given, pair.region) : pair.x.label
    return [{ name, region: pair.region, from: pair.x.from, x: pair.x.value, y: pair.y.value }]
  })
  if (points.length === 0) return [parts.refusedPanel(title, '两项指标没有同时有数的区域或期')]
  const axisOf = (head: typeof across, values: number[]): ScatterAxis => ({
    indicator: head.indicator,
    name: head.title,
    unit: head.unit,
    decimals: head.decimals,
    axis: valueAxis(values, head.unit),
  })
  const [xAxis, yAxis] = [
    axisOf(
      across,
      points.map((p) => p.x),
    ),
    axisOf(
      up,
      points.map((p) => p.y),
    ),
  ]
  const one = picked.items[0]
  const of = picked.over === 'periods' && one ? parts.nameOf(given, one.region) : ''
  return [
    {
      kind: 'scatter',
      title: `${title}（${picked.period?.label ?? of}）`,
      cautions: [
        ...(more.length > 0 ? ['散点只看前两项指标'] : []),
        ...(xAxis.axis.truncated || yAxis.axis.truncated ? ['坐标轴不从 0 起'] : []),
        // That pairs are too few is said in the chart, where r would stand.
        ...(isTooShort(correlation.result) ? [] : [correlation.result.limits]),
        ...parts.annotationWords(given, [x, y], picked.period ?? given.answer.window),
      ],
      x: xAxis,
      y: yAxis,
      over: picked.over,
      points,
      missing: picked.items.length - points.length,
      correlation: correlation.result,
    },
  ]
}
