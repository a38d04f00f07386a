import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, h, onScopeDispose, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { AlertList, AlertRow } from '../../shared/alerts/rows.ts'
import { aCityApi, aFrame } from '../../test/a-city-api.ts'
import { cityApiKey, type AlertQuestion, type CityApi } from '../api/city-api.ts'
import { useAlerts } from './alerts.ts'
import { useLive } from './live.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'

let app: App
let alerts: ReturnType<typeof useAlerts>
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const answer = (rows: Partial<AlertRow>[]): AlertList => ({
  ...{ position: 100, now: 0, total: rows.length },
  rows: rows as AlertRow[],
})

async function openAt(address: string, replaced: Partial<CityApi> = {}) {
  const api = aCityApi(replaced)
  const history = createMemoryHistory()
  history.replace(address)
  const router = createRouter({
    history,
    routes: [{ path: '/wall/:theme?', component: { render: () => null } }],
  })
  app = createApp({
    setup() {
      alerts = useAlerts()
      const stops = [useTime(), useSession(), useLive(), alerts].map((store) => store.start())
      onScopeDispose(() => stops.forEach((stop) => stop()))
      return () => h('div')
    },
  })
  app.provide(cityApiKey, api)
  app.use(createPinia())
  app.use(router)
  await router.isReady()
  app.mount(document.createElement('div'))
  await pass(0)
  const asked = () =>
    api.calls.filter((call) => call.name === 'alerts').map((call) => call.input as AlertQuestion)
  return { api, router, asked }
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

it('the 总图 lists the alerts of all themes, a 专题图 its own', async () => {
  const { asked, router } = await openAt('/wall')
  expect(asked()).toEqual([{ region: 1, theme: null, state: 'open', limit: 60, at: null }])
  await router.push('/wall/peace')
  await pass(400)
  expect(asked().at(-1)).toEqual({ region: 1, theme: 'peace', state: 'open', limit: 60, at: null })
})

it('an answer for another theme is never shown under this one’s name', async () => {
  let answers = 0
  const { router } = await openAt('/wall', {
    alerts: () =>
      (answers += 1) === 1 ? Promise.resolve(answer([{ alert: 1 }])) : new Promise(() => {}),
  })
  expect(alerts.rows).toHaveLength(1)
  await router.push('/wall/peace')
  await pass(400)
  expect(alerts.rows).toBeNull()
})

it('when facts come the list is asked again, at most every five seconds', async () => {
  const { api, asked } = await openAt('/wall')
  const { events } = api.feeds[0]!
  events.connected()
  for (let position = 101; position < 120; position += 1) {
    events.frame(String(position), aFrame({ position, now: Date.now() }))
    await pass(250)
  }
  expect(asked().length).toBeGreaterThan(1)
  expect(asked().length).toBeLessThanOrEqual(3)
})

it('an acknowledgement is sent once, and the list is asked anew', async () => {
  const { api, asked } = await openAt('/wall', { alerts: async () => answer([{ alert: 7 }]) })
  const before = asked().length
  void alerts.acknowledge(7, '已派人')
  void alerts.acknowledge(7)
  expect(alerts.busy).toEqual([7])
  await pass(10)
  expect(api.calls.filter((call) => call.name === 'acknowledge').map((call) => call.input)).toEqual(
    [{ alert: 7, note: '已派人' }],
  )
  expect(asked().length).toBe(before + 1)
  expect(alerts.busy).toEqual([])
})

it('a refused acknowledgement says why and leaves the alert as it was', async () => {
  await openAt('/wall', {
    alerts: async () => answer([{ alert: 7, acknowledgedAt: null }]),
    acknowledge: () => Promise.reject(new Error('no')),
  })
  await alerts.acknowledge(7)
  expect(alerts.refused).not.toBeNull()
  expect(alerts.rows).toEqual([{ alert: 7, acknowledgedAt: null }])
})

it('the card of an indicator takes only its own, in the chosen region itself', async () => {
  await openAt('/wall', {
    alerts: async () =>
      answer([
        { alert: 1, indicator: 'a', region: 1 },
        { alert: 2, indicator: 'a', region: 2 },
        { alert: 3, indicator: 'b', region: 1 },
      ]),
  })
  expect(alerts.ofIndicator('a').map((row) => row.alert)).toEqual([1])
})
