import { init } from 'echarts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aClockAnswer,
  anAnswer,
  aQuestion,
  someMetas,
  someRegions,
} from '../../test/an-analysis.ts'
import type { Panel } from '../analysis/views/model.ts'
import { viewOf } from '../analysis/views/view-of.ts'
import { chartOption, type DrawnPanel } from './chart-option.ts'
import { fileStyles } from './style.ts'

const hostile = `<img src=x onerror="alert(1)">'&`
const box = { width: 820, height: 420, heading: true }
const regions = someRegions.slice(1).map(({ id }) => id)
const indicators = ['overview.close_ontime_rate', 'overview.accepted']
const views = ['trend', 'rank', 'multiples', 'heat', 'clock', 'map', 'scatter'] as const
/** What a person or a department wrote, and not what the chart itself goes by. */
const written: ReadonlySet<string> = new Set(['name', 'label', 'title', 'unit', 'words'])

const correlated = {
  correlation: {
    ...{ x: 'overview.close_ontime_rate', y: 'overview.accepted' },
    result: {
      ...{ method: '', limits: '', pairs: 10, r: 0.6, interval: [0.1, 0.9] as [number, number] },
      ...{ rank: 0.5, rankOfChanges: null },
    },
  },
}

/** A panel whose every name is `words`: regions, indicators, periods, annotations. */
function named<T>(value: T, words: string, key = ''): T {
  if (typeof value === 'string') return (written.has(key) ? words : value) as T
  if (Array.isArray(value)) return value.map((one) => named(one as unknown, words, key)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([inner, one]) => [inner, named(one as unknown, words, inner)]),
  ) as T
}

function panelOf(view: (typeof views)[number], words = hostile): DrawnPanel {
  const question = aQuestion({
    view,
    regions: view === 'clock' ? [2] : regions,
    ...(view === 'scatter' && { indicators }),
  })
  const answer = anAnswer({ question, ...(view === 'scatter' && correlated) })
  const clock = aClockAnswer(question)
  const model = viewOf(answer, someMetas(), someRegions, { clock, statistics: [] })
  if (model.kind === 'refused') throw new Error(view)
  return named(model.panels[0] as Panel, words) as DrawnPanel
}

/** Everything that the chart would write into the page as HTML, wherever a pointer is. */
function said(panel: DrawnPanel): string[] {
  const { tooltip } = chartOption(panel, fileStyles.light, box) as {
    tooltip: { formatter(given: unknown): string }
  }
  const numbers = [0, 1, 2, 3]
  return numbers
    .flatMap((dataIndex) =>
      numbers.flatMap((seriesIndex) => [
        tooltip.formatter({
          dataIndex,
          seriesIndex,
          name: String(regions[dataIndex]),
          data: [dataIndex, seriesIndex, dataIndex],
        }),
        tooltip.formatter([{ dataIndex, seriesIndex }]),
      ]),
    )
    .filter((words) => words !== '')
}

/** What is left of HTML when the tags that we write ourselves are gone. */
const rest = (html: string): string => html.replace(/<\/?b>|<br>/g, '')

describe('a name with markup in it', () => {
  it.each(views)('is words and nothing else at the pointer of %s', (view) => {
    const tips = said(panelOf(view))
    expect(tips.length).toBeGreaterThan(0)
    for (const tip of tips) expect(rest(tip)).not.toMatch(/[<>]/)
    if (view !== 'clock') expect(tips.some((tip) => tip.includes('&#60;img'))).toBe(true)
  })

  it('is words, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'b', '/', ' ', '字') }),
        (words) => {
          for (const view of views)
            for (const tip of said(panelOf(view, words))) {
              expect(rest(tip)).not.toMatch(/[<>"']|&(?!#\d+;)/)
            }
        },
      ),
      { numRuns: 20 },
    )
  })

  it.each(views.filter((view) => view !== 'map'))(
    'is drawn as words in the picture of %s',
    (view) => {
      const chart = init(null, null, { renderer: 'svg', ssr: true, ...box })
      chart.setOption(chartOption(panelOf(view), fileStyles.light, box))
      const svg = chart.renderToSVGString()
      chart.dispose()
      expect(svg).not.toContain('<img')
      expect(svg).toContain('&lt;img')
    },
  )
})
