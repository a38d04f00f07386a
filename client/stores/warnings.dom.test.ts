import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, h, onScopeDispose, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { WarningList, WarningPart, WarningRow } from '../../shared/warnings/rows.ts'
import { aCityApi, aFrame } from '../../test/a-city-api.ts'
import WarningStrip from '../panels/WarningStrip.vue'
import WarningText from '../panels/WarningText.vue'
import { cityApiKey, type CityApi } from '../api/city-api.ts'
import { useLive } from './live.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useWarnings } from './warnings.ts'

const now = Date.parse('2026-06-18T06:32:08Z')
const hour = 3_600_000

const aPart = (given: Partial<WarningPart> = {}): WarningPart => ({
  ...{ event: '大雾', severity: 3, senderName: '市气象台', from: now - hour, until: now + hour },
  ...{
    untilGiven: true,
    onset: null,
    headline: '大雾黄色预警',
    description: '雾',
    instruction: '慢行',
  },
  areas: [{ desc: '沿海', polygons: [], circles: [], geocodes: [] }],
  regions: [{ id: 21, name: '城东街道' }],
  ...given,
})
const aRow = (warning: number, part: Partial<WarningPart> = {}): WarningRow => ({
  ...{ warning, sender: 'q@x', identifier: `A${warning}`, sentAt: now - hour, kind: 'issued' },
  ...{ status: 'Actual', state: 'in-force', endedAt: null, signed: false, parts: [aPart(part)] },
  steps: [{ kind: 'issued', sentAt: now - hour, severity: 3, headline: '大雾黄色预警' }],
})

let app: App
let warnings: ReturnType<typeof useWarnings>
let answer: WarningRow[] = []
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function openAt(address: string, replaced: Partial<CityApi> = {}) {
  const list = (at: number | null): WarningList => ({
    ...{ position: at ?? 100, now, total: answer.length, rows: answer },
  })
  const api = aCityApi({ warnings: async ({ at }) => list(at), ...replaced })
  const history = createMemoryHistory()
  history.replace(address)
  const routes = [{ path: '/wall/:theme?', component: { render: () => null } }]
  const router = createRouter({ history, routes })
  app = createApp({
    setup() {
      warnings = useWarnings()
      const stops = [useTime(), useSession(), useLive(), warnings].map((store) => store.start())
      onScopeDispose(() => stops.forEach((stop) => stop()))
      const zone = 'Asia/Shanghai'
      return () =>
        h('div', [
          warnings.rows.length > 0
            ? h(WarningStrip, { rows: warnings.rows, now, zone, onOpen: warnings.open })
            : null,
          warnings.opened ? h(WarningText, { row: warnings.opened, now, zone }) : null,
        ])
    },
  })
  app.provide(cityApiKey, api)
  app.use(createPinia())
  app.use(router)
  await router.isReady()
  const root = document.createElement('div')
  app.mount(root)
  await pass(0)
  const asked = () => api.calls.filter((call) => call.name === 'warnings').map((c) => c.input)
  return { api, router, asked, root }
}

beforeEach(() => void vi.useFakeTimers({ now }))
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

it('a screen says what is in force in its region, in one line', async () => {
  answer = [aRow(7), aRow(8)]
  const { asked, root } = await openAt('/wall?region=2')
  expect(asked()).toEqual([{ region: 2, at: null }])
  const strip = root.querySelector('button')
  expect(strip?.getAttribute('aria-label')).toBe('公共预警 Ⅲ级黄色 大雾黄色预警 沿海 至 15:32')
  expect(strip?.textContent).toContain('共 2 条')
})

it('a new or ended one is asked for with the very frame that tells of it', async () => {
  answer = []
  const { api, asked } = await openAt('/wall')
  api.feeds[0]?.events.frame('1', aFrame({ position: 101, now, warnings: 0 }))
  await pass(0)
  // Facts alone are asked after once a minute; this one uses that up.
  api.feeds[0]?.events.frame('1b', aFrame({ position: 102, now, warnings: 0 }))
  await pass(0)
  const before = asked().length
  answer = [aRow(103)]
  api.feeds[0]?.events.frame('2', aFrame({ position: 103, now, warnings: 103 }))
  await pass(0)
  expect(asked()).toHaveLength(before + 1)
  expect(warnings.rows.map((row) => row.warning)).toEqual([103])
})

it('is gone on the second that it ends, though the server says nothing', async () => {
  answer = [aRow(7, { until: now + 90_000 })]
  await openAt('/wall', { warnings: async () => ({ position: 1, now, total: 1, rows: answer }) })
  await pass(89_000)
  expect(warnings.rows).toHaveLength(1)
  await pass(1_500)
  expect(warnings.rows).toEqual([])
})

it('opened, it tells what to do, and the districts that it concerns take its colour', async () => {
  answer = [aRow(7, { severity: 2 })]
  const { router, root } = await openAt('/wall')
  root.querySelector('button')?.click()
  await pass(10)
  expect(router.currentRoute.value.query).toEqual({ warning: '7' })
  expect(root.textContent).toMatch(/防御指南慢行.*更新记录.*发布/s)
  expect(warnings.rims).toEqual([{ region: 2, severity: 2 }])
})

it('of unknown severity it has no colour, and a missing end is said to be missing', async () => {
  answer = [aRow(7, { severity: null, untilGiven: false })]
  const { root } = await openAt('/wall?warning=7')
  const strip = root.querySelector('button')
  expect(strip?.hasAttribute('data-severity')).toBe(false)
  expect(strip?.getAttribute('aria-label')).toBe(
    '公共预警 等级未注明 大雾 沿海 至 15:32（未注明期限）',
  )
  expect(warnings.rims).toEqual([])
})

it('in replay says what was in force then', async () => {
  answer = [aRow(7, { until: now - 1 })]
  const { asked } = await openAt('/wall?at=77')
  expect(asked()).toEqual([{ region: 1, at: 77 }])
  expect(warnings.rows).toHaveLength(1)
})
