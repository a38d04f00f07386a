import type { RegionId } from '../../city/pack.ts'
import type { IndicatorMeta } from '../../indicators/answers.ts'
import type { AnalysisAnswer, AnalysisLine, ClockAnswer, StatisticsAnswer } from '../answers.ts'
import type {
  Mark,
  PanelHead,
  RefusedPanel,
  ViewCatalogue,
  ViewLine,
  ViewPeriod,
  ViewRegion,
} from './model.ts'

/** What a view is made of: the answer, and the words and extra answers that go with it. */
export interface ViewGiven {
  answer: AnalysisAnswer
  catalogue: ReadonlyMap<string, IndicatorMeta>
  regions: ReadonlyMap<RegionId, ViewRegion>
  statistics: readonly StatisticsAnswer[]
  clock: ClockAnswer | null
}

export const givenOf = (
  answer: AnalysisAnswer,
  catalogue: ViewCatalogue,
  names: readonly ViewRegion[],
  more: { statistics?: readonly StatisticsAnswer[]; clock?: ClockAnswer | null },
): ViewGiven => ({
  answer,
  catalogue: new Map(catalogue.map((meta) => [meta.id, meta])),
  regions: new Map(names.map((region) => [region.id, region])),
  statistics: more.statistics ?? [],
  clock: more.clock ?? null,
})

export const nameOf = (given: ViewGiven, region: RegionId): string =>
  given.regions.get(region)?.name ?? String(region)

/** The regions that have lines, in the order asked. */
export const regionsOf = (given: ViewGiven): ViewRegion[] =>
  [...new Set(given.answer.lines.map((line) => line.region))].flatMap(
    (id) => given.regions.get(id) ?? [],
  )

/** What is printed of an indicator. */
export function headOf(given: ViewGiven, indicator: string): PanelHead {
  const meta = given.catalogue.get(indicator)
  return {
    indicator,
    title: meta?.name ?? indicator,
    unit: meta?.unit ?? '',
    decimals: meta?.decimals ?? 2,
    cautions: [],
  }
}

/** The lines of each indicator, in the order asked. */
export function byIndicator(lines: readonly AnalysisLine[]): [string, AnalysisLine[]][] {
  const groups = new Map<string, AnalysisLine[]>()
  for (const line of lines) {
    const group = groups.get(line.indicator)
    if (group) group.push(line)
    else groups.set(line.indicator, [line])
  }
  return [...groups]
}

export const refusedPanel = (title: string, refused: string): RefusedPanel => ({
  kind: 'refused',
  title,
  refused,
})

/** Why lines have nothing to draw (不能画的原因); null when there is something. */
export function emptiness(lines: readonly AnalysisLine[]): string | null {
  const points = lines.flatMap((line) => line.points)
  if (points.length === 0) return '时间窗内没有整期数据，请放大时间窗或改用更细的粒度'
  if (points.some((point) => point.value !== null)) return null
  if (points.every((point) => point.absence === 'not-at-level')) return '本级不适用，请改选上级区域'
  if (points.every((point) => point.absence === 'suppressed')) return '敏感指标，按规定不显示'
  if (points.every((point) => point.absence === 'nothing-due')) return '各期分母都为零，没有比率'
  return '所选范围没有数据'
}

/** All lines of an indicator answer for the same periods. */
export const periodsOf = (lines: readonly AnalysisLine[]): ViewPeriod[] =>
  (lines[0]?.points ?? []).map(({ from, to, label, partial }) => ({ from, to, label, partial }))

/** A line as it is drawn; last year's only where asked. */
export const viewLine = (given: ViewGiven, line: AnalysisLine, withLastYear: boolean): ViewLine => {
  const lastYear = line.points.map((point) => point.lastYear)
  const there = withLastYear && given.answer.question.compare !== 'last-year'
  const { region, base, baseName, control, shortHistory, points } = line
  return {
    region,
    name: nameOf(given, region),
    values: points.map((point) => point.value),
    absences: points.map((point) => point.absence),
    statuses: points.map((point) => point.status),
    lastYear: there && lastYear.some((value) => value !== null) ? lastYear : null,
    ...{ base, baseName, control, shortHistory },
  }
}

/** Annotations of an indicator over the periods that they touch; those outside are left out. */
export function marksOf(
  given: ViewGiven,
  indicator: string,
  periods: readonly ViewPeriod[],
): Mark[] {
  return given.answer.annotations.flatMap((annotation) => {
    if (!annotation.concerns.indicators.includes(indicator)) return []
    const first = periods.findIndex((p) => p.to > annotation.start)
    const last = periods.findLastIndex((p) => p.from < annotation.end)
    if (first < 0 || last < first) return []
    return [{ annotation, first, last, point: annotation.to === null }]
  })
}

/** That the last period still runs, and is shorter than those beside it (未满期). */
export const runningWords = (periods: readonly ViewPeriod[]): string[] =>
  periods.flatMap(({ label, partial }) => (partial ? [`${label}未满期，为至今的数`] : []))

/** From the first of periods to the end of the last (起止). */
export const spanOf = (periods: readonly ViewPeriod[]): { from: number; to: number } => ({
  from: periods[0]?.from ?? 0,
  to: periods.at(-1)?.to ?? 0,
})

/** More annotations than are named one by one. */
const mostNamed = 4

/**
 * Annotations of these indicators within a span, in words (批注): where no axis of time can bear a mark,
 * or a mark has no room for its words.
 */
export function annotationWords(
  given: ViewGiven,
  indicators: readonly string[],
  { from, to }: { from: number; to: number },
): string[] {
  const told = given.answer.annotations.filter(
    ({ start, end, concerns }) =>
      start < to && end > from && concerns.indicators.some((id) => indicators.includes(id)),
  )
  if (told.length === 0) return []
  const named = told.slice(0, mostNamed).map(({ title, from }) => `${title}（${from}）`)
  const more = told.length > mostNamed ? `等 ${told.length} 条` : ''
  return [`批注：${named.join('、')}${more}`]
}

/** Left out because it is of another level (不同级). */
export function leftOutWords(given: ViewGiven, all: number, kept: number): string[] {
  return kept < all ? [`所选区域不同级：只比较同级的 ${kept} 个，另 ${all - kept} 个未列入`] : []
}
