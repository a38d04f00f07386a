import { toQuery } from '../../shared/analysis/address.ts'
import type { AnalysisGrain } from '../../shared/analysis/question.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import { makeZone } from '../../shared/time/zone.ts'

/** Periods that a figure's trend looks back over: as many as its spark line. */
const periods = 30

/** An indicator's own period as a grain, with the most days that so many of them take. */
const grainOf = (period: IndicatorMeta['period']): { grain: AnalysisGrain; days: number } => {
  switch (period) {
    case 'week':
      return { grain: 'week', days: 7 * periods }
    case 'month':
      return { grain: 'month', days: 31 * periods }
    case 'quarter':
    case 'term':
      return { grain: 'quarter', days: 92 * 12 }
    case 'year':
      return { grain: 'year', days: 366 * 6 }
    default:
      return { grain: 'day', days: periods }
  }
}

/** The way from a figure into 分析研判: the same indicator and region, over the periods its trend shows. */
export function analysisLink(
  meta: Pick<IndicatorMeta, 'id' | 'period'>,
  region: RegionId,
  shown: { now: number; zone: string; at: number | null },
): { path: string; query: Record<string, string> } {
  const zone = makeZone(shown.zone)
  const today = zone.dayOf(shown.now)
  const { grain, days } = grainOf(meta.period)
  const query = toQuery({
    ...{ indicators: [meta.id], regions: [region], grain },
    ...{ from: zone.isoDate(today - days), to: zone.isoDate(today + 1) },
    ...{ compare: 'none', view: 'trend', methods: [] },
    ...(shown.at !== null && { at: shown.at }),
  })
  return { path: '/analysis', query }
}
