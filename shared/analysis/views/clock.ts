import { classify } from '../../indicators/classify.ts'
import type { ClockPanel, RefusedPanel } from './model.ts'
import * as parts from './parts.ts'

/** 时段: hour × weekday, mean per such hour, a panel for each indicator and region. */
export function clockPanels(given: parts.ViewGiven): (ClockPanel | RefusedPanel)[] {
  const { clock } = given
  if (clock === null) return [parts.refusedPanel('时段', '尚未读取分时数据')]
  const refused = clock.notes.map(({ indicator, words }) =>
    parts.refusedPanel(
      indicator === undefined ? '时段' : parts.headOf(given, indicator).title,
      words,
    ),
  )
  if (clock.lines.length === 0) return refused
  return clock.lines.map(({ indicator, region, counts, hours }): ClockPanel | RefusedPanel => {
    const head = parts.headOf(given, indicator)
    const name = parts.nameOf(given, region)
    const means = counts.map((row, day) =>
      row.map((count, hour) => {
        const n = hours[day]?.[hour] ?? 0
        return count === null || n === 0 ? null : count / n
      }),
    )
    if (means.every((row) => row.every((mean) => mean === null)))
      return parts.refusedPanel(`${head.title} · ${name}`, '所选范围没有分时数据')
    return {
      ...head,
      kind: 'clock',
      decimals: Math.max(1, head.decimals),
      cautions: [
        '每格为该时段平均每小时的数',
        ...clock.notes.map(({ words }) => words),
        ...parts.annotationWords(given, [indicator], clock.window),
      ],
      ...{ region, name, means, counts, hours },
      classes: classify(means.flat(), { method: 'equal' }),
      window: clock.window,
    }
  })
}
