import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aCaseRow } from '../../test/a-city-api.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import ScoresPage from './ScoresPage.vue'

let page: PageApp
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const open = async (address: string, replaced: Partial<CityApi> = {}) => {
  page = await openPage(ScoresPage, address, replaced)
}
const asked = (name: keyof CityApi) =>
  page.api.calls.filter((call) => call.name === name).map((call) => call.input)
const query = () => page.router.currentRoute.value.query

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  // Vue's own devtools wait once for three seconds; a clock or a question would go on.
  await pass(5_000)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

it('opens with the departments of the running month, best first', async () => {
  await open('/scores')
  expect(asked('scores')).toEqual([
    { region: 1, by: 'department', window: { grain: 'month' }, at: null },
  ])
  expect(page.text()).toMatch(/南通市.*100–999件.*环卫处.*住建局/)
})

it('goes over to the districts, another period and another order by the address', async () => {
  await open('/scores')
  page.named('[role=tab]', '区').click()
  await pass(400)
  expect(asked('scores').at(-1)).toMatchObject({ by: 'region' })
  expect(page.text()).toContain('崇川区')
  page.named('button', '季').click()
  await pass(400)
  expect(query()).toEqual({ by: 'region', grain: 'quarter' })
  page.named('button', '上一期').click()
  await pass(400)
  expect(asked('scores').at(-1)).toMatchObject({ window: { grain: 'quarter', at: 86_399_999 } })
  page.named('th button', '按期结案率').click()
  await pass(400)
  expect(query()).toMatchObject({ sort: 'worst' })
  expect(page.text()).toMatch(/通州区.*崇川区/)
})

it('a cell leads to the cases that it counts, of the table’s own position', async () => {
  await open('/scores')
  page.named('button', '环卫处 按期结案率').click()
  await pass(0)
  expect(query()).toEqual({ rate: 'overview.close_ontime_rate', row: 'sanitation' })
  expect(asked('scoreCases').at(-1)).toMatchObject({
    ...{ key: 'sanitation', rate: 'overview.close_ontime_rate', part: 'missed', at: 100 },
  })
  const sheet = page.named('[role=dialog]', '环卫处 按期结案率')
  expect(sheet.textContent).toContain('90.2–98.4')
  expect(sheet.textContent).toContain('暴露垃圾')
  page.named('[role=tab]', '应结案').click()
  await pass(0)
  expect(asked('scoreCases').at(-1)).toMatchObject({ part: 'denominator' })
  page.named('button', '关闭').click()
  await pass(0)
  expect(page.root.querySelector('[role=dialog]')).toBeNull()
})

it('a long list comes page by page, and says what may not be shown', async () => {
  let pages = 0
  await open('/scores?row=sanitation', {
    scoreCases: async ({ cursor }) => ({
      rows: [aCaseRow({ caseId: (pages += 1) })],
      hidden: 2,
      total: 4,
      cursor: cursor === null ? '1' : null,
      position: 100,
    }),
  })
  page.named('button', '再列').click()
  await pass(0)
  expect(page.root.querySelectorAll('[aria-label=案件清单] li')).toHaveLength(2)
  expect(page.text()).toContain('另有4件敏感案件')
  expect(() => page.named('button', '再列')).toThrow()
})

it('a district’s cases lead to its drill page', async () => {
  await open('/scores?by=region&row=2')
  page.named('button', '暴露垃圾').click()
  await pass(0)
  expect(page.router.currentRoute.value.path).toBe('/drill/2')
  expect(query()).toEqual({ case: '1' })
})

it('a town in the address stands for its district', async () => {
  await open('/scores?region=21')
  expect(asked('scores')).toMatchObject([{ region: 2 }])
})

it('says that it is loading, or what is wrong, never an old table under a new name', async () => {
  await open('/scores', { scores: () => Promise.reject(new Error('no')) })
  expect(page.text()).toContain('接口中断')
  page.app.unmount()
  await open('/scores', { scores: () => new Promise(() => {}) })
  expect(page.named('section', '问效表').dataset.face).toBe('loading')
})

it('shows what channels handed to each other, and the cases behind each number', async () => {
  await open('/scores?grain=week')
  expect(asked('handOffs')).toEqual([{ region: 1, window: { grain: 'week' }, at: null }])
  expect(page.text()).toMatch(/110分流→12345热线.*30分钟.*12分钟/)
  expect(page.text()).not.toContain('12345热线→环卫处')
  page.named('button', '110分流转12345热线 误转').click()
  await pass(0)
  expect(query()).toEqual({ grain: 'week', pair: 'police-110~hotline~misrouted' })
  expect(asked('handOffCases').at(-1)).toMatchObject({
    ...{ sender: 'police-110', receiver: 'hotline', kind: 'channel', part: 'misrouted', at: 100 },
  })
  expect(page.named('[role=dialog]', '误转').textContent).toContain('误转 1 件')
  page.named('[role=dialog] button', '关闭').click()
  await pass(0)
  expect(query()).toEqual({ grain: 'week' })
})
