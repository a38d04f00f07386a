import type { CaseCount } from '../../../shared/cases/counts.ts'
import type { FigureOf, ReportPart, Span } from '../../../shared/reports/document.ts'
import { changeSpans, figureText, nothing } from '../../../shared/reports/words.ts'
import { scoreRates } from '../../../shared/scores/rates.ts'
import { countOf, periodFigure, type PeriodFigure } from './month-figure.ts'
import type { Filling } from './report-document.ts'

/** What the counts of the whole city are called, in the order of the process. */
const counts: readonly [CaseCount, string][] = [
  ['accepted', '受理案件'],
  ['registered', '立案'],
  ['closings', '办结'],
]
const cases = { unit: '件', decimals: 0, formula: 'value' } as const

/** 总体情况: cases taken, registered and closed, and the case rates of the catalogue, with 环比 and 同比. */
export function bulletinTotals({ period, standing }: Filling): ReportPart[] {
  const { regions, catalog } = standing
  const region = regions.root.id
  const { from, to } = period
  const counted = counts.map(([count, words]) => {
    const found = countOf(count, standing)
    if (found === null) return [{ text: `${words}${nothing}` }]
    const { indicator, part } = found
    const figure = periodFigure(indicator, region, period, standing, part)
    const of = { indicator: indicator.id, name: words, region, from, to } as const
    return sentence(words, figure, cases, { ...of, value: figure.value, source: 'series' })
  })
  const known = new Set(catalog.pack.indicators.map(({ id }) => id))
  const rates = scoreRates(catalog.pack).filter(({ indicator }) => known.has(indicator.id))
  const rated = rates.map(({ indicator, column }) => {
    const figure = periodFigure(indicator, region, period, standing)
    const of = { indicator: indicator.id, name: column.name, region, from, to } as const
    return sentence(column.name, figure, indicator, {
      ...of,
      value: figure.value,
      source: 'series',
    })
  })
  const paragraph = (first: string, said: Span[][]): ReportPart => ({
    kind: 'words',
    spans: [
      { text: first },
      ...said.flatMap((spans, i) => [...spans, { text: i === said.length - 1 ? '。' : '；' }]),
    ],
  })
  const first = `${period.label}，${regions.root.name}`
  return [paragraph(first, counted), ...(rated.length > 0 ? [paragraph('案件办理：', rated)] : [])]
}

function sentence(
  words: string,
  { value, previous, lastYear, suppressed }: PeriodFigure,
  printed: { unit: string; decimals: number; formula: 'value' | 'ratio' | string },
  figure: FigureOf,
): Span[] {
  const text = suppressed ? '不显示' : figureText(value, printed)
  const own = { text, figure }
  if (value === null) return [{ text: words }, own]
  const shown = printed as Parameters<typeof changeSpans>[3]
  return [
    { text: `${words} ` },
    own,
    { text: '，' },
    ...changeSpans('环比', value, previous, shown, figure),
    { text: '，' },
    ...changeSpans('同比', value, lastYear, shown, figure),
  ]
}
