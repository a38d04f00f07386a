import { afterEach, describe, expect, it } from 'vitest'
import { demoLeader, type Asker } from '../../shared/access/asker.ts'
import type { Indicator } from '../../shared/city/pack.ts'
import { dayMs } from '../../shared/time/civil.ts'
import { alertCity, alertPack, anIndicator, aThreshold, midnight } from '../../test/alert-city.ts'
import { tinyCity } from '../../test/tiny-city.ts'
import { appRouter } from '../api/router.ts'
import type { Services } from '../api/services.ts'
import { alertList } from './alert-list.ts'
import { indicatorBoard } from './indicator-board.ts'

let city = alertCity()
afterEach(() => {
  city.close()
  city = alertCity()
})
const services = () => ({ view: city.view, order: async () => {} }) as unknown as Services
const as = (asker: Asker | null) => appRouter.createCaller({ services: services(), asker })

describe('the list', () => {
  it('holds what lies inside the region: the city’s, and its districts’', async () => {
    city.calls(170, 1500)
    await city.judged()
    expect(alertList(city.view, { region: 1 }).total).toBe(3)
    expect(alertList(city.view, { region: 2 }).rows.map((row) => row.region)).toEqual([2])
  })

  it('may be cut short, and still says how many there are', async () => {
    city.calls(170, 1500)
    await city.judged()
    const { rows, total } = alertList(city.view, { region: 1, limit: 1 })
    expect([rows.map(({ level }) => level), total]).toEqual([['red'], 3])
  })

  it('of a theme holds only its indicators', async () => {
    city.calls(170)
    await city.judged()
    expect(alertList(city.view, { region: 1, theme: 'city' }).total).toBe(1)
    expect(alertList(city.view, { region: 1, theme: 'peace' }).total).toBe(0)
  })

  it('puts open before cleared, red before yellow, new before old', async () => {
    for (const answered of [150, 200, 170]) {
      city.calls(answered)
      await city.judged()
    }
    city.calls(170, 1500)
    await city.judged()
    const rows = alertList(city.view, { region: 1, state: 'all' }).rows
    expect(
      rows.map(({ level, clearedAt }) => `${level}${clearedAt === null ? '' : ' 解除'}`),
    ).toEqual([...['red', 'red', 'yellow', 'red 解除']])
  })
})

describe('through the interface', () => {
  it('another’s region is not there', async () => {
    const west = as({ ...demoLeader(1), regions: [3] })
    await expect(west.alert.list({ region: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(west.alert.list({ region: 3 })).resolves.toMatchObject({ rows: [], total: 0 })
    await expect(as(null).alert.list({ region: 1 })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('an order is passed on with who gives it', async () => {
    const given: unknown[] = []
    const caller = appRouter.createCaller({
      asker: demoLeader(1),
      services: {
        ...services(),
        order: async (asker: Asker, order: unknown) => {
          given.push([asker.id, order])
          return { position: null }
        },
      },
    })
    await caller.alert.acknowledge({ alert: 9, note: ' 知道了 ' })
    expect(given).toEqual([
      ['demo-leader', { verb: 'acknowledge-alert', alert: 9, note: '知道了' }],
    ])
    await expect(caller.alert.acknowledge({ alert: 0 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

it('a sensitive value that is not shown elsewhere is not shown here', () => {
  const quiet: Indicator = anIndicator({ sensitive: true, finestLevel: 'district' })
  const { measures } = tinyCity()
  city.close()
  city = alertCity(
    alertPack([quiet], {
      measures: measures.map((m) => ({ ...m, sensitive: m.id.startsWith('points') })),
    }),
  )
  city.report('daily', -1, midnight, { 'points.due': [4, 8], 'points.done': [3, 8] })
  const at = city.clock.time
  city.log.appendNow([
    {
      stream: { kind: 'alert', indicator: quiet.id, region: 2 },
      events: [
        {
          ...{
            type: 'alert-raised',
            source: 'thresholds',
            key: 'k',
            occurredAt: at,
            publishedAt: at,
          },
          body: {
            ...{ indicator: quiet.id, region: 2, level: 'red', value: 75, owner: 'water' },
            ...{ definitionVersion: 1, judgedAt: 1 },
            rule: {
              ...{ kind: 'lastYear', unit: 'percent', side: 'low', inclusive: false },
              ...{ line: -10, tested: -21, base: 95 },
            },
            window: { from: midnight - dayMs, to: midnight, label: '11月4日' },
          },
        },
      ],
    },
  ])
  city.view.follow()
  expect(city.rows()).toMatchObject([{ value: null, rule: '过红线 10%', level: 'red' }])
})

it('the lines drawn are those in force: today’s on today’s board, the old ones on the past', () => {
  city.calls(170)
  const before = city.view.position
  city.set({
    ...{ type: 'threshold-set', source: 'orders', key: 'threshold:1' },
    ...{ occurredAt: city.clock.time, publishedAt: city.clock.time },
    body: {
      ...{ indicator: 'calls.rate', yellow: 80, red: 70, by: 'demo-leader' },
      effectiveFrom: midnight,
    },
  })
  const lines = (at?: number, day = 0) => {
    const window = { grain: 'day' as const, at: midnight + day * dayMs + 1 }
    const tile = indicatorBoard(city.view, { region: 2, theme: 'city', window, at }).tiles.find(
      ({ indicator }) => indicator === 'calls.rate',
    )
    return [tile?.status, tile?.meta.yellowLine, tile?.meta.redLine]
  }
  expect(lines()).toEqual(['normal', 80, 70])
  expect(lines(before)).toEqual(['yellow', 90, 80])
  expect(lines(undefined, -1).slice(1)).toEqual([90, 80])
})

it('a threshold that has no margin still has a row in words', async () => {
  city.close()
  city = alertCity(alertPack([anIndicator({ threshold: aThreshold({ yellow: 95, red: null }) })]))
  city.report('daily', -1, midnight, { 'points.due': [200, 200], 'points.done': [150, 200] })
  await city.judged()
  expect(city.rows().map((row) => row.rule)).toContain('低于黄线 95%')
})
