import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IndicatorMeta } from '../../indicators/answers.ts'
import type { SeriesPoint } from '../../indicators/series-answer.ts'
import type { AnalysisAnswer, AnalysisLine } from '../answers.ts'
import type { AnalysisQuestion, AnalysisView } from '../question.ts'
import { valueAxis } from './axis.ts'
import { viewOf } from './view-of.ts'

const dayMs = 86_400_000
const point = (value: number | null, i: number): SeriesPoint => ({
  ...{ from: i * dayMs, to: (i + 1) * dayMs, label: `${i + 1}日`, value },
  ...{ numerator: value, denominator: null, absence: value === null ? 'no-data' : null },
  ...{
    status: 'normal',
    asOf: null,
    completeness: 1,
    stale: false,
    partial: false,
    lastYear: null,
  },
})
const line = (region: number, values: (number | null)[]): AnalysisLine => ({
  ...{ indicator: 'a', region, definitionVersion: 1, grain: 'day', points: values.map(point) },
  ...{ base: null, baseName: null, yellowLine: null, redLine: null, control: null },
  ...{ shortHistory: false, definitionChanges: [] },
})
const question: AnalysisQuestion = {
  ...{ indicators: ['a'], regions: [1], from: '1970-01-01', to: '1970-02-01', grain: 'day' },
  ...{ compare: 'none', view: 'trend', methods: [] },
}
const answer = (view: AnalysisView, lines: AnalysisLine[]): AnalysisAnswer => ({
  ...{ question: { ...question, view }, position: 1, now: 90 * dayMs, grain: 'day', lines },
  ...{ window: { from: 0, to: 31 * dayMs }, annotations: [], notes: [] },
  ...{ correlation: null, distributions: [] },
})
const meta = (direction: IndicatorMeta['direction']) =>
  ({
    ...{ id: 'a', name: '件数', unit: '件', decimals: 0, direction, theme: 't' },
    classes: { method: 'natural', breaks: [] },
  }) as unknown as IndicatorMeta
const districts = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    id: i + 1,
    name: `区${i + 1}`,
    level: 'district' as const,
  }))
const panelOf = (
  view: AnalysisView,
  lines: AnalysisLine[],
  direction: IndicatorMeta['direction'] = 'up',
) => {
  const model = viewOf(answer(view, lines), [meta(direction)], districts(lines.length))
  return model.kind === 'refused' ? undefined : model.panels[0]
}

describe('the axis of values', () => {
  it('holds every value, and is marked exactly where it does not hold 0', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .double({ min: -1e6, max: 1e6, noNaN: true })
            .map((value) => Math.round(value * 1e6) / 1e6),
          { minLength: 1 },
        ),
        (values) => {
          const { min, max, truncated } = valueAxis(values)
          expect(Math.min(...values)).toBeGreaterThanOrEqual(min - 1e-6)
          expect(Math.max(...values)).toBeLessThanOrEqual(max + 1e-6)
          expect(max).toBeGreaterThan(min)
          expect(truncated).toBe(min > 0 || max < 0)
        },
      ),
    )
  })

  it('is cut only for what lies close together far from 0, and never goes beyond 100 %', () => {
    expect(valueAxis([0, 40])).toMatchObject({ min: 0, truncated: false })
    expect(valueAxis([94, 99.5], '%')).toMatchObject({ truncated: true, max: 100 })
    expect(valueAxis([null, 0, 0])).toMatchObject({ min: 0, truncated: false })
  })
})

describe('the views of an answer', () => {
  it('let equal values share a place, and leave out who has none', () => {
    const lines = [line(1, [5, 1]), line(2, [5, null]), line(3, [9, 2]), line(4, [1, 1])]
    const up = panelOf('rank', lines)
    if (up?.kind !== 'rank') throw new Error('no ranking')
    expect(up.lines.map(({ ranks }) => ranks)).toEqual([
      [2, 2],
      [2, null],
      [1, 1],
      [4, 2],
    ])
    expect(up.ranked).toEqual([4, 3])
    const down = panelOf('rank', lines, 'down')
    expect(down).toMatchObject({
      best: 'low',
      lines: [{ ranks: [2, 1] }, {}, {}, { ranks: [1, 1] }],
    })
  })

  it('never bridge a gap', () => {
    const values = [3, null, null, 4]
    for (const view of ['trend', 'multiples'] as const)
      expect(panelOf(view, [line(1, values)])).toMatchObject({ lines: [{ values }] })
    expect(panelOf('heat', [line(1, values)])).toMatchObject({ rows: [{ values }] })
  })

  it('say which period still runs', () => {
    const points = [point(3, 0), { ...point(1, 1), partial: true }]
    for (const view of ['trend', 'multiples', 'heat'] as const) {
      const panel = panelOf(view, [{ ...line(1, []), points }])
      expect(panel).toMatchObject({ cautions: ['2日未满期，为至今的数'] })
    }
  })

  it('refuse what would not be true or not be read, and say why', () => {
    const refusal = (view: AnalysisView, lines: AnalysisLine[]) => {
      const panel = panelOf(view, lines)
      return panel?.kind === 'refused' ? panel.refused : null
    }
    expect(refusal('trend', [line(1, [3])])).toContain('只有一期')
    expect(refusal('trend', [line(1, [null, null])])).toContain('没有数据')
    const many = districts(13).map(({ id }) => line(id, [1, 2]))
    expect(refusal('trend', many)).toContain('12')
    expect(refusal('multiples', many)).toBeNull()
    expect(refusal('map', [line(1, [1, 2])])).toContain('至少两个')
    expect(refusal('scatter', [line(1, [1, 2])])).toContain('两项指标')
    expect(refusal('clock', [line(1, [1, 2])])).toContain('分时')
    const missing = { ...point(null, 0), absence: 'suppressed' as const }
    const hidden = { ...line(1, []), points: [missing, { ...missing, from: dayMs }] }
    expect(refusal('heat', [hidden])).toContain('不显示')
  })

  it('of all zeros are zeros', () => {
    expect(panelOf('trend', [line(1, [0, 0, 0])])).toMatchObject({
      lines: [{ values: [0, 0, 0] }],
      axis: { min: 0, truncated: false },
    })
  })

  it('compare only regions of one level', () => {
    const lines = [line(1, [90, 90]), line(2, [40, 50]), line(3, [50, 40])]
    const regions = districts(3).map((one) =>
      one.id === 1 ? { ...one, level: 'city' as const } : one,
    )
    const model = viewOf(answer('map', lines), [meta('up')], regions)
    const panel = model.kind === 'refused' ? undefined : model.panels[0]
    if (panel?.kind !== 'map') throw new Error('no map')
    expect(panel.regions.map(({ region }) => region)).toEqual([2, 3])
    expect(panel.cautions[0]).toContain('不同级')
  })
})

it('one number has no spread, and the view says so', () => {
  const result = {
    ...{ method: '', limits: '', count: 1, missing: 0, mean: 3, min: 3, q1: 3, median: 3, q3: 3 },
    ...{ max: 3, outliers: [], bins: [{ from: 3, to: 3, count: 1 }] },
  }
  const asked = { ...answer('spread', [line(1, [3])]), distributions: [{ indicator: 'a', result }] }
  const model = viewOf(asked, [meta('up')], districts(1))
  expect(model).toMatchObject({
    panels: [{ kind: 'refused', refused: expect.stringContaining('只有一个数') }],
  })
})
