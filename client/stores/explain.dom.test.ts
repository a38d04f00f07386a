import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import {
  aCaseRow,
  aCityApi,
  anExplanation,
  anIndicatorValue,
  type FakeCityApi,
} from '../../test/a-city-api.ts'
import { cityApiKey, type CityApi } from '../api/city-api.ts'
import { useExplain } from './explain.ts'
import { useSession } from './session.ts'

const rate = 'overview.close_ontime_rate'
let app: App
let api: FakeCityApi
let router: Router
let explain: ReturnType<typeof useExplain>
let stop: () => void
const settle = () => vi.advanceTimersByTimeAsync(20)

async function open(address: string, replaced: Partial<CityApi> = {}) {
  api = aCityApi(replaced)
  const page = defineComponent(() => {
    const session = useSession()
    explain = useExplain()
    const stops = [session.start(), explain.start()]
    stop = () => stops.forEach((one) => one())
    return () => h('main')
  })
  const history = createMemoryHistory()
  history.replace(address)
  router = createRouter({ history, routes: [{ path: '/drill/:regionId?', component: page }] })
  app = createApp(defineComponent(() => () => h(RouterView)))
  app.provide(cityApiKey, api)
  app.use(createPinia()).use(router)
  await router.isReady()
  app.mount(document.createElement('div'))
  await settle()
}
const asked = (name: string) => api.calls.filter((call) => call.name === name).map((c) => c.input)

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  stop()
  app.unmount()
  vi.useRealTimers()
})

describe('口径', () => {
  it('is asked for the chosen region and today, or for what the address says', async () => {
    await open('/drill/2', {
      cases: async () => ({ rows: [aCaseRow()], total: 1, cursor: null, position: 100 }),
    })
    expect(explain.isOpen).toBe(false)
    explain.open(rate)
    await settle()
    expect(asked('explain')).toEqual([{ indicator: rate, region: 2, window: undefined, at: null }])
    explain.open(rate, { region: 3, window: { grain: 'month', at: 5 } })
    await settle()
    expect(router.currentRoute.value.query).toMatchObject({ of: '3', window: 'month@5' })
    expect(asked('explain')[1]).toMatchObject({ region: 3, window: { grain: 'month', at: 5 } })
  })

  it('lists the rows as of the position of the figure, page by page', async () => {
    await open(`/drill/2?explain=${rate}`, {
      cases: async ({ cursor }) => ({
        rows: [aCaseRow({ caseId: cursor ? 2 : 1 })],
        ...{ total: 1, cursor: cursor ? null : '50', position: 100 },
      }),
    })
    // Of a rate that should be high, a leader asks first for what fell short.
    expect(asked('cases')[0]).toMatchObject({ indicator: rate, part: 'gap', at: 100 })
    expect(explain.list?.cases.map((row) => row.caseId)).toEqual([1])
    await explain.more()
    await explain.more()
    expect(explain.list?.cases.map((row) => row.caseId)).toEqual([1, 2])
    expect(asked('cases')).toHaveLength(2)
    expect([explain.list?.total, explain.number]).toEqual([1, 1])
  })

  it('reads the figure once more as of the list, where the clock went on between them', async () => {
    await open(`/drill/2?explain=${rate}`, {
      explain: async (question) => ({
        ...anExplanation(question),
        value: anIndicatorValue({ numerator: question.at === null ? 23 : 24, position: 100 }),
      }),
      cases: async () => ({ rows: [aCaseRow()], total: 1, cursor: null, position: 100 }),
    })
    await settle()
    expect(asked('explain').map((q) => (q as { at: number | null }).at)).toEqual([null, 100])
    expect(explain.number).toBe(1)
  })

  it('lists the denominator when asked, and reported rows where a measure is reported', async () => {
    const row = {
      ...{ measure: 'm', measureName: '办件量', region: 2, from: 0, to: 1, label: '10月' },
      ...{ value: 12.5, publishedAt: 0, position: 3 },
    }
    await open(`/drill/2?explain=${rate}`, {
      explain: async (question) => ({
        ...anExplanation(question),
        rows: { numerator: null, denominator: 'observations' },
      }),
      observations: async () => ({ position: 100, total: 25, rows: [row], cursor: null }),
    })
    expect(explain.part).toBe('denominator')
    expect(explain.list?.observations).toEqual([row])
    expect([explain.list?.total, explain.number]).toEqual([25, 25])
  })

  it('says what is wrong with a page, and tries that page again', async () => {
    let broken = true
    await open(`/drill/2?explain=${rate}`, {
      cases: () =>
        broken
          ? Promise.reject(new Error('offline'))
          : Promise.resolve({ rows: [aCaseRow()], total: 24, cursor: null, position: 100 }),
    })
    expect(explain.list?.fault?.code).toBe('unreachable')
    broken = false
    await explain.more()
    expect(explain.list).toMatchObject({ fault: null, total: 24 })
  })
})
