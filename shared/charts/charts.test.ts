import { init, registerMap } from 'echarts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aClockAnswer,
  aForecast,
  aLine,
  anAnnotation,
  anAnswer,
  aQuestion,
  mayFirst,
  someMetas,
  someRegions,
} from '../../test/an-analysis.ts'
import type { AnalysisAnswer, StatisticsAnswer } from '../analysis/answers.ts'
import type { AnalysisQuestion } from '../analysis/question.ts'
import type { Panel } from '../analysis/views/model.ts'
import { viewOf } from '../analysis/views/view-of.ts'
import { chartHeight, chartOption, type DrawnPanel } from './chart-option.ts'
import { dodge, lanesOf } from './dodge.ts'
import { mapSource } from './map.ts'
import { fileStyles, type ChartStyle } from './style.ts'
import { widthOf } from './words.ts'

const style = fileStyles.light
const box = { width: 820, height: 420, heading: true }
const districts = someRegions.slice(1).map(({ id }) => id)

function panelOf(
  question: Partial<AnalysisQuestion>,
  given: Partial<AnalysisAnswer> = {},
  statistics: (answer: AnalysisAnswer) => StatisticsAnswer[] = () => [],
): DrawnPanel {
  const asked = aQuestion(question)
  const answer = anAnswer({ question: asked, ...given })
  const clock = aClockAnswer(asked)
  const model = viewOf(answer, someMetas(), someRegions, { clock, statistics: statistics(answer) })
  const panel = model.kind === 'refused' ? undefined : (model.panels[0] as Panel | undefined)
  if (!panel || !('indicator' in panel || panel.kind === 'scatter')) throw new Error('refused')
  return panel as DrawnPanel
}

function svgOf(panel: DrawnPanel, look: ChartStyle = style, size = box): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  chart.setOption(chartOption(panel, look, size))
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

const seriesOf = (panel: DrawnPanel) =>
  chartOption(panel, style, box).series as {
    type: string
    name: string
    data: { value: number | null }[]
    connectNulls: boolean
    lineStyle: { color: string; width: number }
  }[]

const spread: Partial<AnalysisAnswer> = {
  distributions: [
    {
      indicator: 'overview.close_ontime_rate',
      result: {
        ...{ method: '', limits: '', count: 10, missing: 0, mean: 93, min: 88, q1: 91, median: 93 },
        ...{ q3: 95, max: 98, outliers: [], bins: [{ from: 88, to: 98, count: 10 }] },
      },
    },
  ],
}
const correlated: Partial<AnalysisAnswer> = {
  correlation: {
    ...{ x: 'overview.close_ontime_rate', y: 'overview.accepted' },
    result: {
      ...{ method: '', limits: '相关不等于因果', pairs: 10, r: 0.62, interval: [0.1, 0.9] },
      ...{ rank: 0.58, rankOfChanges: null },
    },
  },
}
const both = ['overview.close_ontime_rate', 'overview.accepted']

describe('the charts of a question', () => {
  it('draw each known value and nothing else, and a gap is a gap', () => {
    const value = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null })
    const rows = fc.array(fc.array(value, { minLength: 3, maxLength: 40 }), {
      ...{ minLength: 1, maxLength: 6 },
    })
    fc.assert(
      fc.property(rows, (given) => {
        const length = Math.min(...given.map((row) => row.length))
        const values = given.map((row) => row.slice(0, length))
        fc.pre(values.flat().some((one) => one !== null))
        const regions = districts.slice(0, values.length)
        const lines = regions.map((region, i) => aLine(region, values[i] ?? []))
        const drawn = seriesOf(panelOf({ regions }, { lines }))
        expect(drawn.map(({ data }) => data.map((point) => point.value))).toEqual(values)
        expect(drawn.every(({ connectNulls }) => connectNulls === false)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('have at most three strong lines, each with its own mark and name at its end', () => {
    const panel = panelOf({ regions: districts })
    const drawn = seriesOf(panel)
    const strong = drawn.filter(({ lineStyle }) => lineStyle.color !== style.quiet)
    expect(strong.map(({ name }) => name)).toEqual(['崇川区', '通州区', '海门区'])
    const svg = svgOf(panel)
    for (const name of ['崇川区', '通州区', '海门区'])
      expect(svg).toMatch(new RegExp(`${name} [\\d.]+`))
  })

  it('mark an axis that does not begin at 0, and only such a one', () => {
    const cut = panelOf({ regions: [2] }, { lines: [aLine(2, [93, 94, 95])] })
    expect(svgOf(cut)).toContain('纵轴不从 0 起')
    const far = { yellowLine: null, redLine: null }
    const whole = panelOf({ regions: [2] }, { lines: [aLine(2, [1, 50, 90], far)] })
    expect(svgOf(whole)).not.toContain('纵轴不从 0 起')
  })

  it('say annotations in their words, cut to what finds room', () => {
    const interval = anAnnotation({ id: '8', to: '2026-05-20', title: '台风影响' })
    const svg = svgOf(panelOf({}, { annotations: [anAnnotation(), interval] }))
    expect(svg).toContain('考核办法施行')
    expect(svg).toContain('台风影响')
  })

  it('tell of a forecast how far it missed before', () => {
    const panel = panelOf({ regions: [2] }, {}, (answer) => [aForecast(answer)])
    const svg = svgOf(panel)
    expect(svg).toContain('回测 4 次')
    expect(svg).toContain('平均误差 1.2 个百分点')
    const drawn = seriesOf(panel).find(({ name }) => name === '预测')
    expect(drawn?.data.filter((one) => one !== null)).toEqual([94, 94.5, 95])
    expect(drawn?.data).toHaveLength(31 + 3)
  })

  it('say in words why there is no statistic', () => {
    const tooShort = (answer: AnalysisAnswer): StatisticsAnswer[] => [
      { ...aForecast(answer), result: { tooShort: '历史不足：需要 56 天' } } as StatisticsAnswer,
    ]
    expect(svgOf(panelOf({ regions: [2] }, {}, tooShort))).toContain('历史不足：需要 56 天')
  })

  it('write places from the first on top, and those that share one share its number', () => {
    const lines = [aLine(2, [96, 97]), aLine(3, [95, 97]), aLine(4, [94, 90])]
    const panel = panelOf({ view: 'rank', regions: [2, 3, 4] }, { lines })
    const svg = svgOf(panel)
    for (const words of ['1 崇川区', '1 通州区', '3 海门区']) expect(svg).toContain(words)
    expect(chartOption(panel, style, box).yAxis).toMatchObject({ inverse: true, min: 1 })
  })

  it('cut off no name of a period, however long', () => {
    const asked = { view: 'rank', regions: districts } as const
    const panel = panelOf(asked, { question: aQuestion(asked) })
    if (panel.kind !== 'rank') throw new Error('a ranking was asked for')
    const periods = panel.periods.map((period, i) => ({ ...period, label: `2026年第${i + 10}周` }))
    const labels = svgOf({ ...panel, periods }).matchAll(
      /<text[^>]*translate\(([\d.]+)[^>]*>(\d+年第\d+周)</g,
    )
    const drawn = [...labels].map(
      ([, x, label = '']) => Number(x) - widthOf(label, style.small) / 2,
    )
    expect(drawn.length).toBeGreaterThan(2)
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
  })

  it('say the place of the line that is nearest to the pointer, at any period', () => {
    const lines = [aLine(2, [96, 91]), aLine(3, [95, 97]), aLine(4, [94, 90])]
    const panel = panelOf({ view: 'rank', regions: [2, 3, 4] }, { lines })
    let y = 0
    const option = chartOption(panel, style, { ...box, pointer: () => ({ x: 0, y }) })
    const { top, height } = option.grid as { top: number; height: number }
    const { formatter } = option.tooltip as { formatter(of: object[]): string }
    const told = (dataIndex: number, down: number) => {
      y = top + down * height
      return formatter([{ dataIndex }])
    }
    expect(told(0, 0.1)).toContain('崇川区<br>第 1 位')
    expect(told(1, 0.1)).toContain('通州区<br>第 1 位')
    expect(told(1, 0.4)).toContain('崇川区<br>第 2 位')
    expect(told(0, 1)).toContain('海门区<br>第 3 位')
  })

  it('hatch what is missing in heat and clock, and say so in the legend', () => {
    for (const view of ['heat', 'clock'] as const) {
      const svg = svgOf(panelOf({ view, regions: [2, 3] }))
      expect(svg).toContain('<pattern')
      expect(svg).toContain('无数据或不显示')
    }
  })

  it('say the figure under the pointer also where all cells of a class are one shape', () => {
    const few = panelOf({ view: 'heat', regions: [2] })
    if (few.kind !== 'heat') throw new Error('Not a heat map.')
    const value = (r: number, i: number) => (i === 7 ? null : (r * 5 + i) % 50)
    const rows = Array.from({ length: 90 }, (_, r) => ({
      ...{ region: r, name: `区${r}` },
      values: Array.from({ length: 60 }, (__, i) => value(r, i)),
      absences: Array.from({ length: 60 }, (__, i) => (i === 7 ? ('suppressed' as const) : null)),
    }))
    const [period] = few.periods
    if (!period) throw new Error('No period.')
    const periods = Array.from({ length: 60 }, (_, i) => ({ ...period, label: `第${i}日` }))
    let x = 0
    const option = chartOption({ ...few, rows, periods }, style, {
      ...box,
      pointer: () => ({ x, y: 0 }),
    })
    const { left, width } = option.grid as { left: number; width: number }
    const { formatter } = option.tooltip as { formatter(of: object): string }
    const series = option.series as { data: [number, number, number][] }[]
    for (const data of series[0]?.data ?? [])
      for (const i of [data[0], data[2]]) {
        x = left + ((i + 0.5) * width) / 60
        const said = value(data[1], i)
        expect(formatter({ data })).toContain(`区${data[1]}　第${i}日`)
        expect(formatter({ data })).toContain(said === null ? '不显示' : `>${said}`)
      }
  })

  it('put r, ρ and the number of pairs beside a scatter, and the caution', () => {
    const panel = panelOf({ view: 'scatter', regions: districts, indicators: both }, correlated)
    const svg = svgOf(panel)
    expect(svg).toContain('r = 0.62（95% 区间 0.10 至 0.90）')
    expect(svg).toContain('ρ = 0.58')
    expect(svg).toContain('相关不等于因果')
  })

  it('are the same picture for the same panel, in every style, with nothing that moves', () => {
    const panels = [
      panelOf({ regions: [2] }, {}, (answer) => [aForecast(answer)]),
      panelOf({ view: 'rank', regions: districts }),
      panelOf({ view: 'multiples', regions: districts }),
      panelOf({ view: 'heat', regions: districts }),
      panelOf({ view: 'clock', regions: [2] }),
      panelOf({ view: 'scatter', regions: districts, indicators: both }, correlated),
      panelOf({ view: 'spread', regions: districts }, spread),
    ]
    for (const panel of panels) {
      for (const look of Object.values(fileStyles)) {
        const once = chartOption(panel, look, box)
        expect(JSON.stringify(chartOption(panel, look, box))).toBe(JSON.stringify(once))
        expect(once).toMatchObject({ animation: false, backgroundColor: look.paper })
        expect(svgOf(panel, look)).not.toMatch(/NaN|Infinity|undefined|<animate|@keyframes/)
      }
    }
  })

  it('colour a map by its classes, hatch what is missing, and say that boundaries are schematic', () => {
    const square = (id: number, x: number) => ({
      ...{ type: 'Feature' as const, properties: { id, name: '' } },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [x, 32],
            [x + 0.9, 32],
            [x + 0.9, 33],
            [x, 33],
            [x, 32],
          ],
        ],
      },
    })
    const features = [square(2, 120), square(3, 121), square(4, 122)]
    const source = mapSource('district', { type: 'FeatureCollection', features })
    registerMap(source.name, source.geoJSON as Parameters<typeof registerMap>[1])
    const lines = [aLine(2, [93, 90]), aLine(3, [95, 97]), aLine(4, [96, null])]
    const svg = svgOf(panelOf({ view: 'map', regions: [2, 3, 4] }, { lines }))
    expect(svg).toContain('示意边界')
    expect(svg).toContain('<pattern')
    expect(svg).toContain('崇川区')
    expect(
      svg.match(new RegExp(`fill="${style.ramp[1]}"|fill="${style.ramp[4]}"`, 'g'))?.length,
    ).toBeGreaterThanOrEqual(4)
  })

  it('grow with what they show', () => {
    const few = panelOf({ view: 'multiples', regions: [2, 3] })
    const many = panelOf({ view: 'multiples', regions: districts })
    const height = (panel: DrawnPanel) => chartHeight(panel, style, { width: 500 })
    expect(height(many)).toBeGreaterThan(height(few))
  })
})

describe('words beside each other', () => {
  const wanted = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 })
  it('keep their distance and their order, and stay within the plot', () => {
    fc.assert(
      fc.property(wanted, (ys) => {
        const placed = dodge(ys, 16, 0, 400)
        const sorted = [...placed].sort((a, b) => a - b)
        sorted.forEach((y, i) => {
          expect(y).toBeGreaterThanOrEqual(-1e-6)
          expect(y).toBeLessThanOrEqual(400 + 1e-6)
          if (i > 0) expect(y - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(16 - 1e-6)
        })
        for (const [i, a] of ys.entries())
          for (const [k, b] of ys.entries())
            if (a < b) expect(placed[i]).toBeLessThan(placed[k] ?? 0)
      }),
    )
  })

  it('never cover each other in one lane', () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 90 })),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(spans, (given) => {
        const placed = given.map(([from, width]) => ({ from, to: from + width }))
        const lanes = lanesOf(placed, 3)
        placed.forEach((a, i) =>
          placed.forEach((b, k) => {
            if (i === k || lanes[i] === null || lanes[i] !== lanes[k]) return
            expect(a.to <= b.from || b.to <= a.from).toBe(true)
          }),
        )
      }),
    )
  })
})

describe('what stands beside a chart’s lines', () => {
  const storm = anAnnotation({
    ...{ id: '8', kind: 'weather', from: '2026-05-10', to: '2026-05-14', title: '台风影响' },
    ...{ start: mayFirst + 9 * 86_400_000, end: mayFirst + 13 * 86_400_000 },
    concerns: { regions: [2], indicators: ['overview.close_ontime_rate'] },
  })
  const dashed = (svg: string) => svg.match(/stroke-dasharray="2,3"/g)?.length ?? 0

  it('an annotation lies over the small pictures of the regions that it concerns, and over no other', () => {
    const of = (annotations: AnalysisAnswer['annotations']) =>
      dashed(svgOf(panelOf({ view: 'multiples' }, { annotations })))
    // An interval has two edges, in one of the two pictures; a day for both regions one in each.
    expect(of([storm]) - of([])).toBe(2)
    expect(of([anAnnotation()]) - of([])).toBe(2)
    expect(svgOf(panelOf({ view: 'multiples' }, { annotations: [storm] }))).toContain(
      '批注：台风影响（2026-05-10）',
    )
  })

  it.each(['map', 'spread', 'scatter', 'clock'] as const)(
    'without an axis of time (%s) an annotation of its time stands there in words',
    (view) => {
      const indicators = view === 'scatter' ? both : both.slice(0, 1)
      const given = view === 'spread' ? spread : view === 'scatter' ? correlated : {}
      const on31st = { start: mayFirst + 30 * 86_400_000, end: mayFirst + 31 * 86_400_000 }
      const annotations = [anAnnotation({ ...on31st, from: '2026-05-31' })]
      const panel = panelOf({ view, indicators, regions: districts }, { ...given, annotations })
      expect(panel.cautions).toContain('批注：考核办法施行（2026-05-31）')
    },
  )

  it('what lies between 0 and 1 case is not rounded to either', () => {
    const result = {
      ...{ method: '', limits: '', count: 2, missing: 0, mean: 0.5, min: 0, q1: 0.25 },
      ...{ median: 0.5, q3: 0.75, max: 1, outliers: [] },
      bins: [0, 0.5].map((from) => ({ from, to: from + 0.5, count: 1 })),
    }
    const indicator = 'overview.accepted'
    const svg = svgOf(
      panelOf(
        { view: 'spread', indicators: [indicator] },
        { distributions: [{ indicator, result }] },
      ),
    )
    for (const words of ['平均 0.5', '中位 0.5', '最小 0', '最大 1']) expect(svg).toContain(words)
  })

  it('a region that was not placed last keeps its name without its old place', () => {
    const lines = [aLine(2, [90, 91]), aLine(3, [95, 96]), aLine(4, [99, null])]
    const svg = svgOf(panelOf({ view: 'rank', regions: [2, 3, 4] }, { lines }))
    for (const words of ['1 通州区', '2 崇川区', '— 海门区']) expect(svg).toContain(words)
    expect(svg).not.toContain('1 海门区')
  })
})
