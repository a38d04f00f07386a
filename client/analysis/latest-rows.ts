import type { AnalysisAnswer, AnalysisLine } from '../../shared/analysis/answers.ts'
import type { ViewModel } from '../../shared/analysis/views/model.ts'
import { mostStrong } from '../../shared/charts/lines.ts'
import type { Absence, IndicatorMeta } from '../../shared/indicators/answers.ts'

/** One line's latest period in a row (最新一期): change on the period before and on the year before. */
export interface LatestRow {
  indicator: string
  region: number
  name: string
  title: string
  unit: string
  decimals: number
  label: string
  partial: boolean
  value: number | null
  /** Why there is no value; null where there is one. */
  absence: Absence | null
  change: number | null
  yearChange: number | null
  numerator: number | null
  denominator: number | null
  base: number | null
  baseName: string | null
}

/** The latest whole period of each line; the running one only where there is no other. */
export function latestRows(
  answer: AnalysisAnswer,
  catalogue: readonly IndicatorMeta[],
  nameOf: (region: number) => string,
): LatestRow[] {
  const metas = new Map(catalogue.map((meta) => [meta.id, meta]))
  return answer.lines.flatMap((line) => {
    const i = latestOf(line)
    const point = line.points[i]
    if (!point) return []
    const meta = metas.get(line.indicator)
    return [
      {
        ...{ indicator: line.indicator, region: line.region, name: nameOf(line.region) },
        ...{ title: meta?.name ?? line.indicator, unit: meta?.unit ?? '' },
        ...{ decimals: meta?.decimals ?? 2, label: point.label, partial: point.partial },
        ...{ value: point.value, absence: point.absence },
        ...{ numerator: point.numerator, denominator: point.denominator },
        change: difference(point.value, point.partial ? null : (line.points[i - 1]?.value ?? null)),
        yearChange: difference(point.value, point.lastYear),
        ...{ base: line.base?.[i] ?? null, baseName: line.baseName },
      },
    ]
  })
}

/** Which of the strong lines of its chart a row is, from 0; null where it is none, or nothing has lines. */
export function placeIn(
  model: ViewModel | null,
  { indicator, region }: Pick<LatestRow, 'indicator' | 'region'>,
): number | null {
  if (model === null || model.kind === 'refused') return null
  for (const panel of model.panels) {
    if ((panel.kind !== 'trend' && panel.kind !== 'rank') || panel.indicator !== indicator) continue
    const place = panel.lines.findIndex((line) => line.region === region)
    return place >= 0 && place < mostStrong ? place : null
  }
  return null
}

function latestOf({ points }: AnalysisLine): number {
  const whole = points.findLastIndex((point) => !point.partial)
  return whole < 0 ? points.length - 1 : whole
}

const difference = (value: number | null, before: number | null): number | null =>
  value === null || before === null ? null : value - before
