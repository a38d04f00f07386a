import { afterAll, describe, expect, test } from 'vitest'
import { systemAsker } from '../../../shared/access/asker.ts'
import type { FigureOf, ReportDocument, Span } from '../../../shared/reports/document.ts'
import type { ReportContent } from '../../../shared/reports/report.ts'
import { figureText } from '../../../shared/reports/words.ts'
import { makeSimulator } from '../../../seed/simulator/simulator.ts'
import { makeTestCity, noon } from '../../../test/demo-city.ts'
import { fewRegions } from '../../../test/naive-demo.ts'
import { indicatorSeries } from '../indicator-series.ts'
import { scoreTable } from '../score-table.ts'
import { reportPreview } from './report-answers.ts'

const dayMs = 86_400_000
const pack = fewRegions(7)
const city = makeTestCity(pack)
const facts = makeSimulator(pack, { seed: 7, scale: 0.004 }).factsPublished(noon - 75 * dayMs, noon)
for (let i = 0; i < facts.length; i += 2_000) city.take(facts.slice(i, i + 2_000))
afterAll(() => city.close())

const asker = systemAsker(pack.cityRegion)
const monthly: ReportContent = {
  ...{ name: '通报', template: 'monthly', blocks: [], paper: 'A4', schedule: 'none' },
}
const preview = () => reportPreview(city.view, asker, monthly, true)
/** October 2026 in 南通. */
const october = { from: Date.UTC(2026, 8, 30, 16), to: Date.UTC(2026, 9, 31, 16) }

const spansOf = ({ parts }: ReportDocument): Span[] =>
  parts.flatMap((part) =>
    part.kind === 'words' ? part.spans : part.kind === 'table' ? part.rows.flat() : [],
  )
const figuresOf = (document: ReportDocument, source: FigureOf['source']) =>
  spansOf(document).flatMap(({ text, figure }) =>
    figure?.source === source ? [{ text, figure }] : [],
  )

describe('the monthly bulletin', async () => {
  const document = await preview()
  const at = document.position
  const monthOf = (indicator: string, region: number, before = 0) => {
    const from = before === 0 ? october.from : Date.UTC(2026, 7, 31, 16)
    const to = before === 0 ? october.to : october.from
    const question = {
      indicators: [indicator],
      regions: [region],
      from,
      to,
      grain: 'month' as const,
    }
    return indicatorSeries(city.view, { ...question, at }).series[0]?.points[0]
  }

  test('is of the last whole month, in four sections, and says that it is a demo', () => {
    expect(document.period).toMatchObject({ key: '2026-10', ...october })
    expect(document.demo).toBe(true)
    expect(document.parts.flatMap((part) => (part.kind === 'heading' ? part.text : []))).toEqual([
      '一、总体情况',
      expect.stringMatching(/^二、各.+排名$/),
      '三、红黄指标',
      '四、突出问题',
    ])
  })

  test('has every figure of its totals from the one evaluator', () => {
    const said = figuresOf(document, 'series')
    expect(said.length).toBeGreaterThan(8)
    const plain = said.filter(({ text }) => !/增长|减少|上升|下降|持平/.test(text))
    for (const { text, figure } of plain) {
      const point = monthOf(figure.indicator ?? '', figure.region)
      const sides = [point?.value, point?.numerator, point?.denominator]
      expect(sides).toContain(figure.value)
      const indicator = pack.indicators.find(({ id }) => id === figure.indicator)
      if (figure.value === point?.value && indicator)
        expect(text).toBe(figureText(figure.value, indicator))
    }
    // What a change is told against is the month before, or the same month of last year.
    for (const { figure } of said.filter(({ text }) => /增长|减少|上升|下降/.test(text))) {
      const point = monthOf(figure.indicator ?? '', figure.region, 1)
      expect([point?.value, point?.numerator, point?.denominator]).toContain(figure.value)
    }
  })

  test('ranks every district by the score table, each cell its cell', () => {
    const table = scoreTable(city.view, {
      ...{ region: pack.cityRegion, by: 'region', at },
      window: { grain: 'month', at: october.from },
    })
    const cells = figuresOf(document, 'score')
    expect(new Set(cells.map(({ figure }) => figure.region)).size).toBe(
      table.rows.filter(({ region }) => region !== null).length,
    )
    for (const { figure, text } of cells) {
      const i = table.indicators.findIndex(({ name }) => name === figure.name)
      const cell = table.rows.find(({ region }) => region === figure.region)?.cells[i]
      expect(figure.value).toBe(cell?.value)
      expect(text === '无数据').toBe(cell?.value === null)
    }
  })

  test('names as a problem only what became worse, by figures of the two months', () => {
    const said = figuresOf(document, 'change')
    for (const { text, figure } of said.filter(
      ({ text }) => /%$/.test(text) && !/个百分点/.test(text),
    )) {
      const id = figure.indicator ?? ''
      const both = [monthOf(id, figure.region)?.value, monthOf(id, figure.region, 1)?.value]
      expect(both).toContain(figure.value)
      expect(text).toMatch(/^\d/)
    }
    const words = document.parts
      .slice(-4)
      .flatMap((part) => (part.kind === 'words' ? part.spans : []))
    expect(words.map(({ text }) => text).join('')).not.toMatch(/显著|大幅|明显|严重/)
  })

  test('says 无数据 where there is none, never nought', () => {
    const compared = spansOf(document).map(({ text }) => text)
    expect(compared).toContain('同比无数据')
  })
})
