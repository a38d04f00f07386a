import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aFeedHealth, aFeedStanding, aFrame } from '../../test/a-city-api.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import FeedsPage from './FeedsPage.vue'

let page: PageApp
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const open = async (address: string, replaced: Partial<CityApi> = {}) => {
  page = await openPage(FeedsPage, address, replaced)
}
const now = Date.parse('2026-06-18T06:32:08Z')
const health = () => ({
  ...aFeedHealth([
    aFeedStanding({ feed: 'a', name: '热线工单接口', coveredThrough: now }),
    aFeedStanding({
      ...{ feed: 'b', name: '火警出动日报', rhythm: 'day', state: 'late', online: false },
      ...{ coveredThrough: now - 3 * 86_400_000, dueAt: now - 86_400_000 },
    }),
  ]),
  ...{ now, from: now - 29 * 86_400_000 },
})

beforeEach(() => void vi.useFakeTimers({ now }))
afterEach(async () => {
  page.app.unmount()
  // Vue's own devtools wait once for three seconds; a clock or a question would go on.
  await pass(5_000)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

it('the late feeds stand first, with what they owe', async () => {
  await open('/feeds', { feedHealth: async () => health() })
  expect(page.text()).toContain('接口在线1/2')
  expect(page.text()).toMatch(/火警出动日报.*热线工单接口/)
  expect(page.text()).toContain('已迟1天')
})

it('a state tapped is the only one listed, and the address says so', async () => {
  await open('/feeds', { feedHealth: async () => health() })
  page.named('button', '迟报').click()
  await pass(0)
  expect(page.router.currentRoute.value.query).toEqual({ state: 'late' })
  expect(page.text()).not.toContain('热线工单接口')
  page.named('button', '迟报').click()
  await pass(0)
  expect(page.text()).toContain('热线工单接口')
})

it('when facts come it is asked again, at most every five seconds', async () => {
  await open('/feeds')
  const { events } = page.api.feeds[0]!
  events.connected()
  for (let position = 101; position < 141; position += 1) {
    events.frame(String(position), aFrame({ position, now: Date.now() }))
    await pass(250)
  }
  const asked = page.api.calls.filter(({ name }) => name === 'feedHealth').length
  expect(asked).toBeGreaterThan(1)
  expect(asked).toBeLessThanOrEqual(4)
})

it('a replayed moment is asked for, and left again by 实时', async () => {
  await open('/feeds?at=90')
  const inputs = () =>
    page.api.calls.filter(({ name }) => name === 'feedHealth').map(({ input }) => input)
  expect(inputs()).toEqual([{ at: 90 }])
  page.named('button', '实时').click()
  await pass(400)
  expect(inputs().at(-1)).toEqual({ at: null })
})

it('says that it is loading, that there is nothing, or what is wrong', async () => {
  await open('/feeds', { feedHealth: () => new Promise(() => {}) })
  expect(page.named('section', '接口清单').dataset.face).toBe('loading')
  page.app.unmount()
  await open('/feeds', { feedHealth: async () => aFeedHealth([]) })
  expect(page.text()).toContain('本期无事项')
  page.app.unmount()
  await open('/feeds', { feedHealth: () => Promise.reject(new Error('no')) })
  expect(page.text()).toContain('接口中断')
})
