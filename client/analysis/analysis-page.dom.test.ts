import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { anAnnotation, anAnswer } from '../../test/an-analysis.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import { aFrame } from '../../test/a-city-api.ts'
import { anExport } from '../../test/some-analysis.ts'
import type { CityApi } from '../api/city-api.ts'
import AnalysisPage from './AnalysisPage.vue'

const address =
  '/analysis?i=overview.close_ontime_rate&r=2,3&from=2026-05-01&to=2026-06-01&grain=day'
let page: PageApp
const settle = () => vi.advanceTimersByTimeAsync(50)

async function open(at = address, replaced: Partial<CityApi> = {}) {
  page = await openPage(AnalysisPage, at, replaced, '/analysis')
  await settle()
  await settle()
}
async function tap(selector: string, name: string) {
  page.named(selector, name).click()
  await settle()
}
const query = () => page.router.currentRoute.value.query
const asked = () => page.api.calls.filter(({ name }) => name === 'analysisAsk').at(-1)?.input

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') })
})
afterEach(() => {
  page.app.unmount()
  page.root.remove()
  vi.useRealTimers()
})

it('asks what the address says, in light, at a desk', async () => {
  await open()
  expect(asked()).toMatchObject({ regions: [2, 3], from: '2026-05-01', grain: 'day' })
  expect(document.documentElement.dataset.theme).toBe('light')
  expect(document.documentElement.className).toContain('desk')
  expect(page.text()).toContain('按期结案率')
  expect(page.text()).toContain('崇川区、通州区')
  await tap('button', '深色')
  expect(document.documentElement.dataset.theme).toBe('dark')
  page.app.unmount()
  expect(document.documentElement.dataset.theme).toBeUndefined()
})

it('opens on a question of its own where the address is bare', async () => {
  await open('/analysis')
  expect(asked()).toMatchObject({
    regions: [1],
    from: '2026-05-19',
    to: '2026-06-18',
    view: 'trend',
  })
})

it('keeps the question when the view is switched, and walks back and forth over questions', async () => {
  await open()
  await tap('[role=tab]', '热力')
  expect(query()).toMatchObject({ view: 'heat', r: '2,3', from: '2026-05-01' })
  await tap('[aria-label=指标] button', '受理案件数')
  expect(query().i).toBe('overview.accepted')
  await tap('button', '撤销')
  expect(query()).toMatchObject({ i: 'overview.close_ontime_rate', view: 'heat' })
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))
  await settle()
  expect(query().view).toBeUndefined()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Z', ctrlKey: true, shiftKey: true }))
  await settle()
  expect(query().view).toBe('heat')
  await tap('button', '重做')
  expect(query()).toMatchObject({ i: 'overview.accepted', view: 'heat' })
  expect(page.named('button', '重做').hasAttribute('disabled')).toBe(true)
})

it('asks no second time for another view of what was answered, but for what is worked out of it', async () => {
  await open()
  const times = () => page.api.calls.filter(({ name }) => name === 'analysisAsk').length
  const first = times()
  await tap('[role=tab]', '热力')
  await tap('[role=tab]', '表格')
  expect(query().view).toBe('table')
  expect(page.text()).toContain('崇川区')
  expect(times()).toBe(first)
  await tap('[role=tab]', '分布')
  expect(times()).toBe(first + 1)
  expect(asked()).toMatchObject({ view: 'spread' })
  await page.router.replace({ query: { ...query(), grain: 'week' } })
  await settle()
  expect(times()).toBe(first + 2)
})

it('a question about the present is asked again when the minute is over, not with every fact', async () => {
  await open()
  const now = Date.now()
  const times = () => page.api.calls.filter(({ name }) => name === 'analysisAsk').length
  const first = times()
  for (const position of [101, 102, 103]) {
    page.api.feeds[0]?.events.frame(`${position}`, aFrame({ position, now: now + position }))
    await vi.advanceTimersByTimeAsync(5_000)
  }
  expect(times()).toBe(first)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(times()).toBe(first + 1)
})

it('chooses indicators, regions, window and methods beside what is chosen', async () => {
  await open()
  page.named('[aria-label=指标] input[type=checkbox]', '受理案件数').click()
  await settle()
  expect(query().i).toBe('overview.close_ontime_rate,overview.accepted')
  await tap('[aria-label=常用区域] button', '全市')
  expect(query().r).toBe('1')
  await tap('[role=radio]', '周')
  await tap('[aria-label=方法] button', '预测')
  expect(query()).toMatchObject({ grain: 'week', with: 'forecast' })
})

it('marks a row as its line is marked above, and where no lines are drawn not at all', async () => {
  const marked = () =>
    [...page.named('table', '最新一期').querySelectorAll('tbody th')].map((cell) =>
      cell.textContent?.trim(),
    )
  // The city is of another level than the districts: a ranking leaves it out.
  await open(`${address.replace('r=2,3', 'r=1,2,3')}&view=rank`)
  expect(marked()).toEqual(['南通市', '●崇川区', '■通州区'])
  await tap('[role=tab]', '趋势')
  expect(marked()).toEqual(['●南通市', '■崇川区', '▲通州区'])
  await tap('[role=tab]', '热力')
  expect(marked()).toEqual(['南通市', '崇川区', '通州区'])
})

it('lists exact values with their absence in the table view', async () => {
  await open(`${address}&view=table`)
  const rows = page.root.querySelectorAll('tbody tr')
  expect(rows).toHaveLength(62)
  expect(rows[9]?.textContent).toContain('无数据')
})

it('says in words what can’t be drawn and why, and exports nothing then', async () => {
  await open('/analysis?i=&r=', {
    analysisAsk: async (question) =>
      anAnswer({ question, notes: [{ code: 'no-indicators', words: '请至少选一项指标' }] }),
  })
  expect(page.named('[role=status]', '请至少选一项指标')).toBeTruthy()
  expect(page.named('[aria-label=导出] button', '导出XLSX').hasAttribute('disabled')).toBe(true)
})

it('shows a statistic with its method, limits and what it missed by', async () => {
  await open(`${address}&with=forecast`)
  const card = page.named('section', '统计')
  expect(card.textContent).toContain('指数平滑')
  expect(card.textContent).toContain('假定以后与以前一样变动')
  expect(card.textContent).toContain('回测平均误差')
})

it('writes an annotation for what is chosen, and withdraws one', async () => {
  const added: unknown[] = []
  const withdrawn: string[] = []
  await open(address, {
    analysisAsk: async (question) => anAnswer({ question, annotations: [anAnnotation()] }),
    addAnnotation: async (draft) => void added.push(draft),
    withdrawAnnotation: async (id) => void withdrawn.push(id),
  })
  await tap('button', '添加批注')
  const title = page.named('input', '标题') as HTMLInputElement
  title.value = '台风影响'
  title.dispatchEvent(new Event('input'))
  page.named('form', '添加批注').dispatchEvent(new Event('submit'))
  await settle()
  expect(added).toEqual([
    {
      ...{ kind: 'policy', from: '2026-05-01', to: null, title: '台风影响', note: '' },
      scope: { regions: [2, 3], indicators: ['overview.close_ontime_rate'], themes: [] },
    },
  ])
  await tap('button', '撤回 考核办法施行')
  expect(withdrawn).toEqual(['7'])
})

it('exports the very position that is drawn, says how far it has come, and can call it off', async () => {
  let state = anExport({ state: 'running', done: 10, total: 40, words: '写入数据' })
  await open(address, {
    exportState: async () => state,
  })
  await tap('[aria-label=格式] button', 'PDF')
  await tap('[aria-label=导出] button', '导出PDF')
  const order = page.api.calls.find(({ name }) => name === 'startExport')?.input
  expect(order).toMatchObject({ format: 'pdf', question: { at: 100, regions: [2, 3] } })
  await vi.advanceTimersByTimeAsync(600)
  expect(page.text()).toContain('写入数据10/40行')
  await tap('button', '取消导出')
  expect(page.api.calls.some(({ name }) => name === 'cancelExport')).toBe(true)
  await tap('[aria-label=导出] button', '导出PDF')
  const file = { name: '按期结案率.pdf', bytes: 1 }
  state = anExport({ state: 'done', words: '完成', file })
  await vi.advanceTimersByTimeAsync(600)
  expect(page.named('a', '下载').getAttribute('href')).toBe('/api/v1/exports/e1/file')
})

it('leaves nothing ticking when it is closed', async () => {
  await open()
  page.app.unmount()
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
})

it('keeps the question under a name, opens a kept one by its address and removes one’s own', async () => {
  await open()
  const card = () => page.named('section', '已存问题')
  await tap('button', '＋ 存下此问题')
  const name = card().querySelector<HTMLInputElement>('[aria-label=名称]')!
  name.value = '按期结案，两区'
  name.dispatchEvent(new Event('input'))
  card().querySelector('form')!.requestSubmit()
  await settle()
  expect(page.api.calls.find((call) => call.name === 'saveQuestion')?.input).toMatchObject({
    name: '按期结案，两区',
    visibility: 'scope',
    question: { regions: [2, 3], from: '2026-05-01', grain: 'day' },
  })
  const kept = card().querySelector('a')!
  kept.click()
  await settle()
  expect(`/analysis?${new URLSearchParams(query() as never)}`).toBe(kept.getAttribute('href'))
  await tap('button', '删除')
  expect(page.api.calls.find((call) => call.name === 'removeQuestion')?.input).toBe(
    'question-0a1b2c3d4e5f',
  )
})

it('a question that fails says so over what was answered before', async () => {
  let down = false
  await open(address, {
    analysisAsk: async (question) => {
      if (down) throw new Error('down')
      return anAnswer({ question })
    },
  })
  expect(page.root.querySelector('[role=alert]')).toBeNull()
  down = true
  await page.router.replace({ query: { ...query(), grain: 'week' } })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.named('[role=alert]', '下面是上一个问题的结果').textContent).toContain('，')
})

it('a window that cannot be is refused in words, not exchanged for another', async () => {
  await open(address.replace('2026-05-01', '2026-06-05'))
  expect(asked()).toMatchObject({ from: '2026-06-05', to: '2026-06-01' })
})

it('the latest figures say why one is missing', async () => {
  await open(address, {
    analysisAsk: async (question) => {
      const answer = anAnswer({ question })
      const [first] = answer.lines
      for (const point of first?.points ?? [])
        Object.assign(point, { value: null, absence: 'nothing-due' })
      return answer
    },
  })
  expect(page.named('section', '数据表').textContent).toContain('本期无事项')
})
