import type { AnalysisLine } from '../../../shared/analysis/answers.ts'
import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { Indicator, RegionId } from '../../../shared/city/pack.ts'
import type { SeriesPoint } from '../../../shared/indicators/series-answer.ts'
import type { FigureOf, ReportPart, Span } from '../../../shared/reports/document.ts'
import { changeSpans, figureText } from '../../../shared/reports/words.ts'
import { analysisAsk } from '../analysis/analysis-ask.ts'
import type { CityView } from '../city-view.ts'

interface Asked {
  question: AnalysisQuestion & { at: number }
  caption: string
  sees(region: RegionId): boolean
}

/** Most periods that a printed table has beside each other: the last ones. */
const mostPeriods = 6

/** Figures as a table (表): a row for each region, the last periods beside each other; one table an indicator. */
export function tableParts(view: CityView, { question, caption, sees }: Asked): ReportPart[] {
  const { lines, notes } = analysisAsk(view, { ...question, view: 'table' }, sees)
  const { catalog, regions } = view.standing(question.at)
  const said = notes.map(({ words }): ReportPart => ({ kind: 'text', text: words }))
  const tables = [...new Set(lines.map(({ indicator }) => indicator))].map((id): ReportPart => {
    const indicator = catalog.indicator(id)
    const own = lines.filter((line) => line.indicator === id)
    const periods = own[0]?.points.slice(-mostPeriods).map(({ label }) => label) ?? []
    return {
      kind: 'table',
      caption: [caption, `${indicator.name}${indicator.unit ? `（${indicator.unit}）` : ''}`]
        .filter((words) => words !== '')
        .join('：'),
      columns: [
        { name: '区域', align: 'left' },
        ...periods.map((name) => ({ name, align: 'right' as const })),
      ],
      rows: own.map((line) => [
        { text: regions.get(line.region).name },
        ...line.points
          .slice(-mostPeriods)
          .map((point) => valueSpan(indicator, line, point, { ...indicator, unit: '' })),
      ]),
    }
  })
  return [...said, ...tables]
}

/** The latest whole figures in words (摘要), a sentence for each indicator and region. */
export function summaryParts(view: CityView, { question, caption, sees }: Asked): ReportPart[] {
  const { lines, notes } = analysisAsk(view, { ...question, view: 'table' }, sees)
  const { catalog, regions } = view.standing(question.at)
  const parts: ReportPart[] = caption === '' ? [] : [{ kind: 'text', text: caption }]
  for (const { words } of notes) parts.push({ kind: 'text', text: words })
  for (const line of lines) {
    const indicator = catalog.indicator(line.indicator)
    const whole = line.points.filter(({ partial }) => !partial)
    const [point, before] = [whole.at(-1), whole.at(-2)]
    if (point === undefined) continue
    const figure = figureAt(indicator, line, point)
    const change = (name: '环比' | '同比', base: number | null) =>
      changeSpans(name, point.value, base, indicator, figure)
    const changes: Span[] =
      point.value === null
        ? []
        : [
            { text: '，' },
            ...change('环比', before?.value ?? null),
            { text: '，' },
            ...change('同比', point.lastYear),
          ]
    parts.push({
      kind: 'words',
      spans: [
        { text: `${point.label}，${regions.get(line.region).name}${indicator.name} ` },
        valueSpan(indicator, line, point),
        ...changes,
        { text: '。' },
      ],
    })
  }
  return parts
}

const figureAt = (
  { id, name }: Indicator,
  { region }: AnalysisLine,
  { from, to, value }: SeriesPoint,
): FigureOf => ({ indicator: id, name, region, from, to, value, source: 'series' })

const valueSpan = (
  indicator: Indicator,
  line: AnalysisLine,
  point: SeriesPoint,
  printed: Pick<Indicator, 'unit' | 'decimals'> = indicator,
): Span => ({
  text: point.absence === 'suppressed' ? '不显示' : figureText(point.value, printed),
  figure: figureAt(indicator, line, point),
})
