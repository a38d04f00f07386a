import type { CaseCount } from '../../../shared/cases/counts.ts'
import type { Indicator, RegionId } from '../../../shared/city/pack.ts'
import { seriesOf } from '../../../shared/indicators/series.ts'
import { previousPeriod, samePeriodLastYear } from '../../../shared/time/period.ts'
import type { Period } from '../../../shared/time/period.ts'
import type { Standing } from '../city-view.ts'

/** Which part of an indicator's figure is meant. */
export type FigurePart = 'value' | 'numerator' | 'denominator'

/** A figure of a period with the period before and the year before (环比, 同比); null = missing. */
export interface PeriodFigure {
  value: number | null
  previous: number | null
  lastYear: number | null
  suppressed: boolean
}

/** Reads an indicator over a period, as `indicator.series` has it. */
export function periodFigure(
  indicator: Indicator,
  region: RegionId,
  period: Period,
  standing: Standing,
  part: FigurePart = 'value',
): PeriodFigure {
  const of = ({ from, to, grain }: Period) => {
    const asked = { indicators: [indicator.id], regions: [region], from, to, grain }
    const points = seriesOf(asked, standing).series[0]?.points ?? []
    return points.find((point) => point.from === from && point.to === to)
  }
  const point = of(period)
  return {
    value: point?.[part] ?? null,
    previous: of(previousPeriod(standing.zone, period))?.[part] ?? null,
    lastYear: of(samePeriodLastYear(standing.zone, period))?.[part] ?? null,
    suppressed: point?.absence === 'suppressed',
  }
}

/** Where the catalogue has a count of all cases (案件数): as a value, or as a side of a rate; null = nowhere. */
export function countOf(
  count: CaseCount,
  { catalog }: Pick<Standing, 'catalog'>,
): { indicator: Indicator; part: FigurePart } | null {
  const { pack } = catalog
  const ids = new Set(
    pack.measures
      .filter(
        (m) =>
          m.origin === 'cases' &&
          m.caseCount === count &&
          [m.caseSources, m.caseCategories, m.caseTypes, m.caseSeverities].every(
            (filter) => filter.length === 0,
          ),
      )
      .map(({ id }) => id),
  )
  const is = ([id, ...more]: readonly string[]) =>
    id !== undefined && more.length === 0 && ids.has(id)
  const open = pack.indicators.filter((i) => !i.sensitive && i.accumulate === 'none')
  const value = open.find((i) => i.formula === 'value' && is(i.numerator))
  if (value) return { indicator: value, part: 'value' }
  const rates = open.filter((i) => i.formula === 'ratio' || i.formula === 'share')
  const under = rates.find((i) => is(i.denominator))
  if (under) return { indicator: under, part: 'denominator' }
  const over = rates.find((i) => is(i.numerator))
  return over ? { indicator: over, part: 'numerator' } : null
}
