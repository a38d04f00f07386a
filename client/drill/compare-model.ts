import type { RegionId } from '../../shared/city/pack.ts'
import type { Series, SeriesAnswer } from '../../shared/indicators/series-answer.ts'
import type { CompareLine, CompareModel } from '../charts/compare.ts'
import { periodsShown } from '../stores/drill-series.ts'

/** Which lines stand beside the region's own. */
export interface CompareChoice {
  city: boolean
  siblings: boolean
  lastYear: boolean
}

/** The lines of a comparison over the last periods of the region looked at. */
export function compareModel(
  answer: SeriesAnswer,
  of: {
    here: { id: RegionId; name: string }
    city: RegionId
    nameOf: (region: RegionId) => string
    choice: CompareChoice
    unit: string
    decimals: number
  },
): CompareModel | null {
  const own = answer.series.find((series) => series.region === of.here.id)
  if (!own) return null
  const periods = own.points.slice(-periodsShown)
  const along = (series: Series): (number | null)[] => {
    const values = new Map(series.points.map((point) => [point.from, point.value]))
    return periods.map((period) => values.get(period.from) ?? null)
  }
  const others = answer.series.filter((series) => series.region !== of.here.id)
  const lines: CompareLine[] = [
    { role: 'own', name: of.here.name, values: along(own) },
    ...(of.choice.lastYear && periods.some((period) => period.lastYear !== null)
      ? [
          {
            role: 'lastYear' as const,
            name: '去年同期',
            values: periods.map((period) => period.lastYear),
          },
        ]
      : []),
    ...others.flatMap((series): CompareLine[] => {
      const isCity = series.region === of.city
      if (isCity ? !of.choice.city : !of.choice.siblings) return []
      const name = isCity ? '全市' : of.nameOf(series.region)
      return [{ role: isCity ? 'city' : 'sibling', name, values: along(series) }]
    }),
  ]
  return {
    labels: periods.map((period) => period.label.replace(/^\d{4}年(?=.)/, '')),
    lines,
    threshold: own.yellowLine,
    unit: of.unit,
    decimals: of.decimals,
  }
}
