import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoLeader, sourceAsker, type Asker } from '../../../shared/access/asker.ts'
import { makeTestCity, noon, simulatedFacts } from '../../../test/demo-city.ts'
import { appRouter } from '../router.ts'
import type { Services } from '../services.ts'

const city = makeTestCity()
const services = { view: city.view } as Partial<Services> as Services
const as = (asker: Asker | null) => appRouter.createCaller({ services, asker })
const leader = as(demoLeader(1))
const chongchuan = as({ ...demoLeader(1), regions: [2] })
const id = 'overview.close_ontime_rate'
const dayMs = 86_400_000

beforeAll(() => {
  city.take(simulatedFacts(city.pack, 4))
})
afterAll(() => city.close())

describe('what a figure is made of, as screens ask for it', () => {
  it('explains the number of the wall when no window is named', async () => {
    const value = await leader.indicator.evaluate({
      indicator: id,
      region: 1,
      window: { grain: 'day' },
    })
    const explained = await leader.indicator.explain({ indicator: id, region: 1 })
    expect(explained.value).toEqual(value)
    expect(explained.formulaWords).toBe('按期结案数 ÷ 应结案数 × 100')
    const { series } = await leader.indicator.series({
      ...{ indicators: [id], regions: [1, 2], grain: 'day' },
      ...{ from: noon - 2 * dayMs, to: noon },
    })
    expect(series.map((s) => s.region)).toEqual([1, 2])
    expect(series[0]?.points.at(-1)?.value).toBe(value.value)
    const change = await leader.indicator.change({ indicator: id, region: 1, by: 'region' })
    expect(change).toMatchObject({ before: value.previous, after: value.value })
  })

  it('answers all of it as of a position, and says which', async () => {
    const at = city.view.position
    const asked = { indicator: id, region: 1, at }
    const window = { grain: 'day', at: noon } as const
    const before = [
      await leader.indicator.explain({ ...asked, window }),
      await leader.indicator.change({ ...asked, window, by: 'type' }),
      await leader.indicator.series({
        ...{ indicators: [id], regions: [1], at, grain: 'day' },
        ...{ from: noon - 3 * dayMs, to: noon },
      }),
    ]
    city.clock.time = noon + 60_000
    const report = { source: 'hotline', case: 'late', eventType: '0102', region: '320613008' }
    city.take([
      { ...report, type: 'case-reported', key: 'late-1', occurredAt: noon - 2 * dayMs },
      { ...report, type: 'case-accepted', key: 'late-2', occurredAt: noon - 2 * dayMs + 1 },
      { ...report, type: 'case-closed', key: 'late-3', occurredAt: noon - dayMs },
    ])
    const again = [
      await leader.indicator.explain({ ...asked, window }),
      await leader.indicator.change({ ...asked, window, by: 'type' }),
      await leader.indicator.series({
        ...{ indicators: [id], regions: [1], at, grain: 'day' },
        ...{ from: noon - 3 * dayMs, to: noon },
      }),
    ]
    expect(again).toEqual(before)
  })

  it('treats a region outside the scope like one that is not there', async () => {
    const ask = { indicator: id, region: 1 }
    const span = { from: noon - dayMs, to: noon, grain: 'day' as const }
    for (const refused of [
      chongchuan.indicator.explain(ask),
      chongchuan.indicator.observations({ ...ask, part: 'numerator' }),
      chongchuan.indicator.change({ ...ask, by: 'region' }),
      chongchuan.indicator.series({ indicators: [id], regions: [2, 3], ...span }),
      leader.indicator.explain({ ...ask, region: 999_999 }),
      leader.indicator.explain({ ...ask, indicator: 'nobody' }),
    ]) {
      await expect(refused).rejects.toThrow('not-found')
    }
    await expect(chongchuan.indicator.explain({ ...ask, region: 2 })).resolves.toBeTruthy()
  })

  it('lets no source key and nobody unknown read', async () => {
    for (const asker of [null, sourceAsker('k', ['*'])]) {
      await expect(as(asker).indicator.explain({ indicator: id, region: 1 })).rejects.toThrow(
        'unauthorised',
      )
      await expect(as(asker).measure.list()).rejects.toThrow('unauthorised')
    }
  })
})
