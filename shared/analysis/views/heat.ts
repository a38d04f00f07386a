import { classify } from '../../indicators/classify.ts'
import type { HeatPanel, RefusedPanel } from './model.ts'
import * as parts from './parts.ts'

/** 热力: region × time in the classes of the indicator's own map; what is missing has no colour. */
export const heatPanels = (given: parts.ViewGiven): (HeatPanel | RefusedPanel)[] =>
  parts.byIndicator(given.answer.lines).map(([indicator, lines]) => {
    const head = parts.headOf(given, indicator)
    const empty = parts.emptiness(lines)
    if (empty !== null) return parts.refusedPanel(head.title, empty)
    const periods = parts.periodsOf(lines)
    const rows = lines.map(({ region, points }) => ({
      region,
      name: parts.nameOf(given, region),
      values: points.map((point) => point.value),
      absences: points.map((point) => point.absence),
    }))
    const levels = new Set(parts.regionsOf(given).map(({ level }) => level))
    return {
      ...head,
      kind: 'heat' as const,
      cautions: [
        ...(levels.size > 1 ? ['所选区域不同级，颜色深浅不宜跨级比较'] : []),
        ...parts.runningWords(periods),
      ],
      periods,
      rows,
      classes: classesOf(
        given,
        indicator,
        rows.flatMap(({ values }) => values),
      ),
      marks: parts.marksOf(given, indicator, periods),
    }
  })

/** More values than are looked at one by one to find natural breaks. */
const many = 2_000

/** The classes that the indicator's map would use; quantiles where natural breaks would take long. */
export function classesOf(
  given: parts.ViewGiven,
  indicator: string,
  values: readonly (number | null)[],
) {
  const meta = given.catalogue.get(indicator)
  const { method, breaks } = meta?.classes ?? { method: 'natural' as const, breaks: [] }
  const quick = method === 'natural' && values.length > many ? 'quantile' : method
  return classify(values, { method: quick, breaks, ...(meta && { decimals: meta.decimals }) })
}
