import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { StatisticsAnswer } from '../../shared/analysis/answers.ts'
import { aQuestion } from '../../test/an-analysis.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import { aDocument, aReportAnswer } from '../../test/some-reports.ts'
import type { CityApi } from '../api/city-api.ts'
import ReportsPage from './ReportsPage.vue'

let page: PageApp
beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  page.app.unmount()
  page.root.remove()
  vi.useRealTimers()
})
const open = async (address: string, api: Partial<CityApi> = {}) => {
  page = await openPage(ReportsPage, address, api, '/reports/:id?')
  await vi.advanceTimersByTimeAsync(500)
}
const saved = () => page.api.calls.filter(({ name }) => name === 'saveReport').map((c) => c.input)
const orderOf = () =>
  [...page.root.querySelectorAll('[data-grip]')].map((grip) => grip.textContent?.trim())

test('without an address the page lists what one may open and what one may begin', async () => {
  await open('/reports')
  expect(page.named('a', '月度通报').getAttribute('href')).toBe('/reports/report-0a1b2c3d4e5f')
  expect(page.text()).toContain('新建自由报告')
  expect(page.text()).toContain('选一份报告，或新建一份')
})

test('an opened report reads as on paper, says that it is a demo, and its number leads to its 口径', async () => {
  await open('/reports/report-0a1b2c3d4e5f')
  const paper = page.named('article', '报告预览')
  expect(paper.textContent).toContain('演示数据，不是真实统计')
  expect(page.named('a', '导出 PDF').getAttribute('href')).toBe(
    '/api/v1/reports/report-0a1b2c3d4e5f/file',
  )
  expect(page.named('a', '2026-10').getAttribute('href')).toContain('files/2026-10')
  page.named('button', '按期结案率 96.4%').click()
  await vi.advanceTimersByTimeAsync(0)
  expect(page.router.currentRoute.value).toMatchObject({
    path: '/drill/1',
    query: { explain: 'overview.close_ontime_rate', window: '1-2' },
  })
})

test('blocks are added from saved questions, moved by the keyboard, removed, and saved as they stand', async () => {
  await open('/reports/report-0a1b2c3d4e5f')
  expect(orderOf()).toEqual(['⠿ 标题', '⠿ 文字'])
  const kinds = page.named('select', '版块种类') as HTMLSelectElement
  kinds.value = 'question'
  kinds.dispatchEvent(new Event('change'))
  await nextTick()
  const questions = page.named('select', '已存问题') as HTMLSelectElement
  questions.value = 'question-0a1b2c3d4e5f'
  questions.dispatchEvent(new Event('change'))
  page.named('button', '添加').click()
  await nextTick()
  expect(orderOf()).toEqual(['⠿ 标题', '⠿ 文字', '⠿ 图'])
  const key = (key: string) => new KeyboardEvent('keydown', { key, altKey: true, bubbles: true })
  page.named('[data-grip]', '图，第 3 块').dispatchEvent(key('ArrowUp'))
  await nextTick()
  expect(orderOf()).toEqual(['⠿ 标题', '⠿ 图', '⠿ 文字'])
  page.named('[data-grip]', '标题，第 1 块').dispatchEvent(key('Delete'))
  await nextTick()
  expect(orderOf()).toEqual(['⠿ 图', '⠿ 文字'])
  page.named('button', '保存').click()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved()).toMatchObject([
    {
      id: 'report-0a1b2c3d4e5f',
      blocks: [{ kind: 'question', caption: '各县结案率', follow: true }, { kind: 'text' }],
    },
  ])
})

test('a new bulletin fills itself before it is saved, and gets an address once it is', async () => {
  await open('/reports/new-monthly')
  expect(page.api.calls.map(({ name }) => name)).toContain('previewReport')
  expect(page.text()).toContain('通报自动填写四节')
  page.named('button', '保存').click()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved()).toMatchObject([{ template: 'monthly', schedule: 'monthly' }])
  expect(saved()[0]).not.toHaveProperty('id')
  expect(page.router.currentRoute.value.path).toBe('/reports/report-0a1b2c3d4e5f')
})

test('the preview draws the statistics that its file has, as of the document’s position', async () => {
  const question = { ...aQuestion(), regions: [2], methods: ['forecast' as const], at: 9 }
  const document = aDocument({ parts: [{ kind: 'question', caption: '预测', question }] })
  await open('/reports/report-0a1b2c3d4e5f', {
    report: async () => ({ ...aReportAnswer(), document }),
  })
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(500)
  const drawn = page.root.querySelector('.panel-chart') as unknown as {
    __vueParentComponent: { props: { panel: { overlays: StatisticsAnswer[] } } }
  }
  const { overlays } = drawn.__vueParentComponent.props.panel
  expect(overlays).toMatchObject([{ method: 'forecast', region: 2, ahead: { length: 3 } }])
  const asked = page.api.calls.filter(({ name }) => name === 'analysisStatistics')
  expect(asked).toMatchObject([{ input: { method: 'forecast', question: { at: 9 }, region: 2 } }])
})

test('a block is dragged by its grip to where another lies', async () => {
  await open('/reports/report-0a1b2c3d4e5f')
  const blocks = [...page.root.querySelectorAll('.block-list li')]
  const event = (type: string) => new Event(type, { bubbles: true, cancelable: true })
  page.named('[data-grip]', '文字，第 2 块').dispatchEvent(event('dragstart'))
  await nextTick()
  expect(blocks[1]?.classList.contains('dragged')).toBe(true)
  const over = event('dragover')
  blocks[0]?.dispatchEvent(over)
  // A browser drops only where the way there was allowed.
  expect(over.defaultPrevented).toBe(true)
  blocks[0]?.dispatchEvent(event('drop'))
  await nextTick()
  expect(orderOf()).toEqual(['⠿ 文字', '⠿ 标题'])
  page.named('button', '保存').click()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved()).toMatchObject([{ blocks: [{ kind: 'text' }, { kind: 'heading' }] }])
})
