import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestCity, noon } from '../../../test/demo-city.ts'
import { makeSimulator } from '../../../seed/simulator/simulator.ts'
import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import { isTooShort } from '../../../shared/analysis/statistics.ts'
import { viewOf } from '../../../shared/analysis/views/view-of.ts'
import { runJob } from '../../statistics/run-job.ts'
import { statisticsWorker } from '../../statistics/statistics-worker.ts'
import { cityReference } from '../city-facts.ts'
import { analysisAsk } from './analysis-ask.ts'
import { analysisStatistics, type StatisticsParts } from './analysis-statistics.ts'

const city = makeTestCity()
const { pack, view } = city
const { neighbours } = cityReference(view, 'seed/nantong', true)
const worker = statisticsWorker()
const here: StatisticsParts = { run: async (job) => runJob(job) as never, neighbours }
const dayMs = 86_400_000
const all = (): boolean => true

beforeAll(() => {
  const feeds = pack.feeds.filter(({ id }) => id === 'grid-patrol')
  const simulator = makeSimulator({ ...pack, feeds }, { seed: 7, scale: 0.001 })
  const span = [noon - 70 * dayMs, noon] as const
  city.take(
    [...simulator.observationReports(...span), ...simulator.coverageReports(...span)].filter(
      (fact) => 'feed' in fact && fact.feed === 'grid-patrol',
    ),
  )
})
afterAll(async () => {
  await worker.stop()
  city.close()
})

const daily = pack.indicators.find(({ id }) => id === 'overview.grid_patrol_rate')
const question: AnalysisQuestion = {
  ...{ indicators: [daily?.id ?? ''], regions: [1], from: '2026-09-01', to: '2026-11-06' },
  ...{ grain: 'day', compare: 'none', view: 'trend', methods: [] },
}
const ask = (method: 'stl' | 'change-points' | 'anomalies' | 'forecast', parts = here) =>
  analysisStatistics(
    view,
    { question, method, indicator: question.indicators[0]!, region: 1 },
    all,
    parts,
  )

describe('statistics of a line', () => {
  it('speak of whole periods only, and lie on the chart of the same periods', async () => {
    const answer = analysisAsk(view, question, all)
    const whole = answer.lines[0]?.points.filter(({ partial }) => !partial) ?? []
    const forecast = await ask('forecast')
    expect(forecast.periods.map(({ from }) => from)).toEqual(whole.map(({ from }) => from))
    if (forecast.method !== 'forecast' || isTooShort(forecast.result))
      throw new Error('no forecast')
    expect(forecast.ahead).toHaveLength(forecast.result.points.length)
    expect(forecast.ahead[0]?.from).toBe(whole.at(-1)?.to)
    const catalogue = [view.epoch.catalog.meta(daily!)]
    const model = viewOf(answer, catalogue, [], { statistics: [forecast, await ask('stl')] })
    const panel = model.kind === 'refused' ? undefined : model.panels[0]
    if (panel?.kind !== 'trend') throw new Error('no trend')
    expect(panel.overlays).toHaveLength(2)
    expect(panel.ahead).toHaveLength(forecast.ahead.length)
    const highest = Math.max(...forecast.result.points.map(({ high }) => high))
    expect(panel.axis.max).toBeGreaterThanOrEqual(highest)
  })

  it('of another window are not laid over it', async () => {
    const other = analysisAsk(view, { ...question, from: '2026-09-10' }, all)
    const model = viewOf(other, [view.epoch.catalog.meta(daily!)], [], {
      statistics: [await ask('stl')],
    })
    const panel = model.kind === 'refused' ? undefined : model.panels[0]
    expect(panel).toMatchObject({ kind: 'trend', overlays: [] })
  })

  it('are the same from the thread', async () => {
    for (const method of ['stl', 'change-points', 'anomalies', 'forecast'] as const)
      expect(await ask(method, { run: worker.run, neighbours })).toEqual(await ask(method))
  })

  it('say why they can’t be made of too little', async () => {
    const short = { ...question, from: '2026-10-30' }
    const answer = await analysisStatistics(
      view,
      { question: short, method: 'stl', indicator: short.indicators[0]!, region: 1 },
      all,
      here,
    )
    expect(answer.result).toMatchObject({ tooShort: expect.stringContaining('历史不足') as string })
  })

  it('look for hot spots among the towns that share a border', async () => {
    const beside = neighbours('town')
    expect(beside?.size).toBeGreaterThan(80)
    for (const [town, others] of beside ?? [])
      for (const other of others) expect(beside?.get(other)).toContain(town)
    const asked = { question, method: 'hot-spots' as const, indicator: daily!.id, region: 1 }
    const answer = await analysisStatistics(view, asked, all, here)
    if (answer.method !== 'hot-spots' || isTooShort(answer.result)) throw new Error('no hot spots')
    expect(answer.values).toHaveLength(answer.result.areas.length)
    const one = await analysisStatistics(view, { ...asked, region: 2 }, all, here)
    expect(one.result).toMatchObject({ tooShort: expect.stringContaining('区域太少') as string })
  })

  it('tell what each part contributed to the last change', async () => {
    const asked = { question, method: 'contribution' as const, indicator: daily!.id, region: 1 }
    const answer = await analysisStatistics(view, asked, all, here)
    if (answer.method !== 'contribution' || 'tooShort' in answer.result) throw new Error('no parts')
    const { change, parts, window } = answer.result
    expect(window.from).toBe(answer.periods.at(-1)?.from)
    expect(parts.reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(change ?? NaN)
  })
})
