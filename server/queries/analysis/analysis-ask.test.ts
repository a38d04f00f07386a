import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestCity, noon, simulatedFacts } from '../../../test/demo-city.ts'
import { periodicFacts } from '../../../test/periodic-facts.ts'
import type { AnalysisAnswer } from '../../../shared/analysis/answers.ts'
import {
  analysisGrains,
  analysisQuestion,
  analysisViews,
  comparisons,
  type AnalysisQuestion,
} from '../../../shared/analysis/question.ts'
import type { Panel } from '../../../shared/analysis/views/model.ts'
import { viewOf } from '../../../shared/analysis/views/view-of.ts'
import { evaluate } from '../../../shared/indicators/evaluate.ts'
import { medianOf } from '../../../shared/scores/places.ts'
import { indicatorSeries } from '../indicator-series.ts'
import { analysisAsk } from './analysis-ask.ts'
import { analysisClock } from './analysis-clock.ts'

const city = makeTestCity()
const { pack, view } = city
const dayMs = 86_400_000
const tree = view.epoch.tree
const districts = tree.childrenOf(1).map(({ id }) => id)
const towns = tree.childrenOf(2).map(({ id }) => id)
const all = (): boolean => true
const catalogue = pack.indicators.map((one) => view.epoch.catalog.meta(one))
const names = tree.all.map(({ id, name, level }) => ({ id, name, level }))
const iso = (ms: number): string => view.zone.isoDate(view.zone.dayOf(ms))

const usual: AnalysisQuestion = {
  ...{
    indicators: ['overview.accepted_today'],
    regions: [1],
    from: '2026-10-26',
    to: '2026-11-06',
  },
  ...{ grain: 'day', compare: 'none', view: 'trend', methods: [] },
}
const ask = (change: Partial<AnalysisQuestion> = {}): AnalysisAnswer =>
  analysisAsk(view, { ...usual, ...change }, all)
const codes = (answer: AnalysisAnswer) => answer.notes.map(({ code }) => code)

beforeAll(() => {
  city.take(periodicFacts(pack, noon - 500 * dayMs, noon - 365 * dayMs))
  city.take(periodicFacts(pack, noon - 130 * dayMs, noon))
  city.take(simulatedFacts(pack, 7))
})
afterAll(() => city.close())

const questions: fc.Arbitrary<AnalysisQuestion> = fc
  .record({
    indicators: fc.uniqueArray(fc.constantFrom(...pack.indicators.map(({ id }) => id)), {
      ...{ minLength: 1, maxLength: 3 },
    }),
    regions: fc.uniqueArray(fc.constantFrom(1, ...districts, ...towns), {
      ...{ minLength: 1, maxLength: 5 },
    }),
    start: fc.integer({ min: 1, max: 70 }),
    length: fc.integer({ min: 1, max: 60 }),
    grain: fc.constantFrom(...analysisGrains),
    compare: fc.constantFrom(...comparisons),
    view: fc.constantFrom(...analysisViews),
  })
  .map(({ start, length, ...question }) => ({
    ...usual,
    ...question,
    from: iso(noon - start * dayMs),
    to: iso(noon - (start - length) * dayMs),
  }))

describe('the answer to a question', () => {
  it('says point by point what the series and the evaluation of each window say', () => {
    let points = 0
    fc.assert(
      fc.property(questions, (question) => {
        const answer = analysisAsk(view, question, all)
        for (const line of answer.lines) {
          const { indicator, region, grain } = line
          points += line.points.length
          if (grain === 'hour' || grain === 'custom') {
            const ctx = view.standing()
            for (const { from, to, value } of line.points) {
              const own = view.epoch.catalog.indicator(indicator)
              expect(value).toBe(
                evaluate({ indicator: own, region, window: { from, to } }, ctx).value,
              )
            }
            continue
          }
          const asked = question.grain === 'hour' ? 'day' : question.grain
          const { series } = indicatorSeries(view, {
            ...{ indicators: [indicator], regions: [region], ...answer.window },
            grain: asked as Exclude<typeof asked, 'custom'>,
          })
          expect(line.points).toEqual(series[0]?.points)
          expect(line).toMatchObject({ control: series[0]?.control, redLine: series[0]?.redLine })
        }
      }),
      { numRuns: 60, seed: 7 },
    )
    expect(points).toBeGreaterThan(200)
  }, 60_000)

  it('compares with what the series says of the other period or region', () => {
    const series = (region: number, from: string, to: string) =>
      indicatorSeries(view, {
        ...{ indicators: ['overview.accepted_today'], regions: [region], grain: 'day' as const },
        from: view.zone.startOfDay(view.zone.dayFromIso(from)),
        to: view.zone.startOfDay(view.zone.dayFromIso(to)),
      }).series[0]?.points.map(({ value }) => value) ?? []
    const span = { from: '2026-10-30', to: '2026-11-05' }
    const base = (compare: AnalysisQuestion['compare'], region: number) =>
      ask({ ...span, compare, regions: [region] }).lines[0]?.base
    expect(base('previous', 2)).toEqual(series(2, '2026-10-29', '2026-11-04'))
    expect(series(2, '2026-10-30', '2026-11-05').some((value) => (value ?? 0) > 0)).toBe(true)
    expect(base('city', 2)).toEqual(series(1, span.from, span.to))
    expect(base('city', 1)).toBeNull()
    const peers = districts.map((id) => series(id, span.from, span.to))
    expect(base('peers', 2)).toEqual(
      series(2, span.from, span.to).map((_, i) => medianOf(peers.flatMap((one) => one[i] ?? []))),
    )
  })

  it('compares a running day with as much of the day before', () => {
    const [line] = ask({ compare: 'previous' }).lines
    const ctx = view.standing()
    const own = view.epoch.catalog.indicator('overview.accepted_today')
    const now = evaluate({ indicator: own, region: 1, window: { grain: 'day', at: noon } }, ctx)
    expect(line?.points.at(-1)).toMatchObject({ partial: true, value: now.value })
    expect(line?.base?.at(-1)).toBe(now.previous)
  })

  it('compares with the target that was in force when a period ended', () => {
    const target = pack.targets.find((one) => {
      const own = pack.indicators.find(({ id }) => id === one.indicator)
      if (one.year !== 2026 || one.level !== 'city') return false
      return own?.threshold.kind === 'target' && own.threshold.base === 'targets'
    })
    if (target === undefined) throw new Error('the pack has no target')
    const window = { from: `${target.year}-01-01`, to: `${target.year}-12-31` }
    const own = { indicators: [target.indicator], grain: 'month' as const }
    const [line] = ask({ ...window, ...own, compare: 'target' }).lines
    const known = line?.base?.filter((value) => value !== null) ?? []
    expect(known.length).toBeGreaterThan(0)
    expect(new Set(known)).toEqual(new Set([target.target]))
  })

  it('draws nothing that is not in it, in any view', () => {
    let numbers = 0
    fc.assert(
      fc.property(questions, (question) => {
        const answer = analysisAsk(view, question, all)
        const clock = question.view === 'clock' ? analysisClock(view, question, all) : null
        const model = viewOf(answer, catalogue, names, { clock })
        if (model.kind === 'refused') {
          expect(model.refused).not.toBe('')
          return
        }
        for (const panel of model.panels) {
          if (panel.kind === 'refused') {
            expect(panel.refused).not.toBe('')
            continue
          }
          for (const { indicator, region, from, value } of drawn(panel)) {
            numbers += 1
            const line = answer.lines.find((l) => l.indicator === indicator && l.region === region)
            const i = line?.points.findIndex((point) => point.from === from) ?? -1
            expect(line?.points[i]?.value).toBe(value)
          }
        }
      }),
      { numRuns: 150, seed: 7 },
    )
    expect(numbers).toBeGreaterThan(500)
  }, 60_000)

  it('keeps gaps: a period without a value has none in any view', () => {
    const answer = ask({ from: '2026-10-20', regions: [1, 2], view: 'heat' })
    const model = viewOf(answer, catalogue, names)
    const panel = model.kind === 'refused' ? undefined : model.panels[0]
    if (panel?.kind !== 'heat') throw new Error('no heat map')
    const gaps = panel.rows.flatMap(({ values }) => values.filter((value) => value === null))
    expect(gaps.length).toBeGreaterThan(0)
  })

  it('shows nothing sensitive below district, by the hour or over a free window', () => {
    const sensitive = pack.indicators.filter((one) => one.sensitive).map(({ id }) => id)
    for (const grain of analysisGrains) {
      for (const view of analysisViews) {
        const asked = { indicators: sensitive.slice(0, 20), grain, view, from: '2026-09-01' }
        const answer = ask({ ...asked, regions: grain === 'custom' ? [1, 2, ...towns] : towns })
        for (const { points } of answer.lines)
          expect(points.every(({ value, numerator }) => value === null && numerator === null)).toBe(
            true,
          )
        const model = viewOf(answer, catalogue, names)
        const panels = model.kind === 'refused' ? [] : model.panels
        for (const panel of panels)
          if (panel.kind !== 'refused')
            expect(drawn(panel).every(({ value }) => value === null)).toBe(true)
      }
    }
  })
})

/** Every figure that a panel draws, by what it is of. */
function drawn(
  panel: Panel,
): { indicator: string; region: number; from: number; value: number | null }[] {
  switch (panel.kind) {
    case 'trend':
    case 'multiples':
    case 'rank':
      return panel.lines.flatMap(({ region, values }) =>
        values.map((value, i) => ({
          ...{ indicator: panel.indicator, region, value },
          from: panel.periods[i]?.from ?? 0,
        })),
      )
    case 'heat':
      return panel.rows.flatMap(({ region, values }) =>
        values.map((value, i) => ({
          ...{ indicator: panel.indicator, region, value },
          from: panel.periods[i]?.from ?? 0,
        })),
      )
    case 'map':
      return panel.regions.map(({ region, value }) => ({
        ...{ indicator: panel.indicator, region, value, from: panel.period.from },
      }))
    case 'scatter':
      return panel.points.flatMap(({ region, from, x, y }) => [
        { indicator: panel.x.indicator, region, from, value: x },
        { indicator: panel.y.indicator, region, from, value: y },
      ])
    case 'table':
      return panel.rows.flatMap(({ region, period, cells }) =>
        cells.flatMap((cell, i) =>
          cell === null
            ? []
            : [
                {
                  indicator: panel.columns[i]?.indicator ?? '',
                  ...{ region, from: period.from, value: cell.value },
                },
              ],
        ),
      )
    default:
      return []
  }
}

describe('a question that can’t be answered as asked', () => {
  it('says so when nothing is chosen, or the window is none', () => {
    expect(codes(ask({ indicators: [] }))).toEqual(['no-indicators'])
    expect(codes(ask({ regions: [] }))).toEqual(['no-regions'])
    expect(codes(ask({ from: '2026-11-06', to: '2026-11-06' }))).toEqual(['impossible-window'])
    expect(codes(ask({ from: '2027-01-01', to: '2027-02-01' }))).toEqual(['future-window'])
    const model = viewOf(ask({ regions: [] }), catalogue, names)
    expect(model).toEqual({ kind: 'refused', refused: '请至少选一个区域' })
  })

  it('names the grain that would do when there are too many points', () => {
    const answer = ask({
      ...{ indicators: pack.indicators.slice(0, 20).map(({ id }) => id) },
      ...{ regions: [1, ...districts, ...towns].slice(0, 30), from: '2025-01-01' },
    })
    expect(codes(answer)).toEqual(['too-many-points'])
    expect(answer.notes[0]?.words).toContain('可改按周')
    expect(answer.lines).toEqual([])
  })

  it('leaves out what is unknown or not in sight, and says how much', () => {
    const answer = analysisAsk(
      view,
      {
        ...usual,
        indicators: ['nothing.here', 'overview.accepted_today'],
        regions: [2, 3, 99_999],
      },
      (region) => region === 2,
    )
    expect(answer.lines.map(({ region }) => region)).toEqual([2])
    expect(answer.notes[1]?.words).toContain('2 个区域')
  })

  it('says where hours are not kept', () => {
    const monthly = pack.indicators.find((one) => one.period === 'month')?.id ?? ''
    const answer = ask({
      ...{ indicators: ['overview.accepted_today', monthly], regions: [1, ...towns.slice(0, 2)] },
      ...{ grain: 'hour', from: '2026-11-01', to: '2026-11-06' },
    })
    expect(codes(answer).filter((code) => code === 'no-hours')).toHaveLength(2)
    expect(
      answer.lines.filter(({ grain }) => grain === 'hour').map(({ region }) => region),
    ).toEqual([1])
  })

  it('marks a cut axis, and draws counts from 0', () => {
    const trend = (change: Partial<AnalysisQuestion>) => {
      const model = viewOf(ask(change), catalogue, names)
      const panel = model.kind === 'refused' ? undefined : model.panels[0]
      if (panel?.kind !== 'trend') throw new Error('no trend')
      return panel
    }
    const counts = trend({ from: '2026-10-30' })
    expect(counts.axis).toMatchObject({ min: 0, truncated: false })
    for (const { id } of pack.indicators) {
      const model = viewOf(
        ask({ indicators: [id], grain: 'month', from: '2026-07-01' }),
        catalogue,
        names,
      )
      const panel = model.kind === 'refused' ? undefined : model.panels[0]
      if (panel?.kind !== 'trend') continue
      expect(panel.axis.truncated).toBe(panel.axis.min > 0 || panel.axis.max < 0)
      expect(panel.cautions.includes('纵轴不从 0 起')).toBe(panel.axis.truncated)
    }
  })
})

describe('figures by the hour', () => {
  it('add up to the days that they are of', () => {
    const span = { from: '2026-11-01', to: '2026-11-05', regions: [1, 2] }
    const hours = ask({ ...span, grain: 'hour' })
    const days = ask(span)
    for (const region of [1, 2]) {
      const sum = (answer: AnalysisAnswer) =>
        answer.lines
          .find((line) => line.region === region)
          ?.points.reduce((total, { value }) => total + (value ?? 0), 0)
      expect(sum(hours)).toBe(sum(days))
    }
    const clock = analysisClock(view, analysisQuestion.parse({ ...usual, ...span }), all)
    const counted = clock.lines[0]?.counts.flat().reduce<number>((a, b) => a + (b ?? 0), 0)
    expect(counted).toBe(
      days.lines[0]?.points.reduce((total, { value }) => total + (value ?? 0), 0),
    )
    expect(clock.lines[0]?.hours.flat().reduce((a, b) => a + b)).toBe(4 * 24)
    expect(counted).toBeGreaterThan(0)
  })

  it('stay what they were as of before, and take in what comes later', () => {
    const span = { from: '2026-11-05', to: '2026-11-06', grain: 'hour' as const }
    const values = (more: Partial<AnalysisQuestion> = {}) =>
      ask({ ...span, ...more }).lines[0]?.points.map(({ value }) => value)
    const at = view.position
    const before = values()
    const occurredAt = noon - 60_000
    const head = { source: 'hotline', case: 'late', occurredAt }
    city.take([
      { ...head, type: 'case-reported', key: 'late-r', region: '320613008', eventType: '0102' },
      { ...head, type: 'case-accepted', key: 'late-a' },
    ])
    const after = before?.map((value, hour) => (hour === 11 ? (value ?? 0) + 1 : value))
    expect(values()).toEqual(after)
    expect(values({ at })).toEqual(before)
    expect(values()).toEqual(after)
  })
})
