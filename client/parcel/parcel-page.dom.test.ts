import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import type { ParcelAnswer, ParcelStep } from '../../shared/cases/parcel-answers.ts'
import type { CityApi } from '../api/city-api.ts'
import { aFrame } from '../../test/a-city-api.ts'
import { aCaseRow } from '../../test/case-row.ts'
import { aParcel, aQueueRow } from '../../test/case-work.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import ParcelPage from './ParcelPage.vue'

const hour = 3_600_000
let page: PageApp
let app: App | null = null

beforeEach(() => {
  vi.useFakeTimers({ now: 10 * hour })
})
afterEach(() => {
  app?.unmount()
  app = null
  document.body.innerHTML = ''
  vi.useRealTimers()
})

async function open(parcel: Partial<ParcelAnswer> = {}, replaced: Partial<CityApi> = {}, at = '') {
  const answer = { ...aParcel(), now: 10 * hour, ...parcel }
  page = await openPage(
    ParcelPage,
    `/cases/1${at}`,
    { caseParcel: async () => answer, ...replaced },
    '/cases/:id',
  )
  app = page.app
  await vi.advanceTimersByTimeAsync(5)
}
const asked = () => page.api.calls.filter(({ name }) => name === 'caseParcel')
const station = (name: string) => page.named('[aria-label="办理进度"] > li', name)
const wordsOf = (element: Element) => element.textContent?.replace(/\s+/g, '') ?? ''
const step = (key: ParcelStep['key'], given: Partial<ParcelStep>): ParcelStep => ({
  ...aParcel().steps.find((one) => one.key === key)!,
  ...given,
})

describe('a case as a tracked parcel', () => {
  it('says between whom it passed, how long that took and that it went to the wrong place', async () => {
    const passed = { at: 9 * hour, endedAt: 10 * hour, end: 'returned', misrouted: true } as const
    await open({
      handOffs: [
        {
          sender: { kind: 'source', id: '110', name: '110报警台' },
          receiver: { kind: 'source', id: 'hotline', name: '12345热线' },
          ...passed,
          clock: {
            usedMinutes: 60,
            limitMinutes: 30,
            works: false,
            deadline: 9.5 * hour,
            late: true,
          },
        },
      ],
    })
    const words = wordsOf(page.named('section', '转办'))
    expect(words).toContain('110报警台→12345热线')
    expect(words).toContain('用1时，限30分，超30分')
    expect(words).toContain('退回，误转')
  })

  it('shows five stations: what is done, where it stands, what is ahead', async () => {
    await open()
    const names = [...page.root.querySelectorAll('[aria-label="办理进度"] > li')]
    expect(names.map((li) => li.getAttribute('aria-label'))).toEqual([
      ...[
        '下 上报 已办',
        '接 受理立案 已办',
        '派 派遣处置 在办',
        '验 核查结案 未到',
        '评 评价 未到',
      ],
    ])
    expect(station('派').getAttribute('aria-current')).toBe('step')
    expect(wordsOf(station('接'))).toContain('值班长')
    expect(wordsOf(station('接'))).toContain('用20工作分限30工作分')
    expect(wordsOf(station('验'))).not.toContain('用')
  })

  it('says in words and in red what took longer than its limit', async () => {
    const clock = { usedMinutes: 4270, limitMinutes: 840, works: true, deadline: 1, late: true }
    await open({ steps: [step('send', { clock })] })
    expect(wordsOf(station('派'))).toContain('用71工作时限14工作时超57工作时')
    expect(station('派').querySelector('[data-severity="1"]')).not.toBeNull()
  })

  it('says where a case ended that did not go its way', async () => {
    const part = { type: 'case-merged', name: '合并', at: hour, position: 2, clock: null }
    const post = { kind: 'role', id: 'duty-officer', name: '值班长' } as const
    const into = aCaseRow({ caseId: 9, number: 'WG-9' })
    await open({
      row: aQueueRow({ stage: 'merged', clock: null, dueAt: null, may: [] }),
      may: [],
      steps: [
        step('take', {
          state: 'skipped',
          parts: [
            { ...part, post },
            { ...part, position: 3, post },
          ],
        }),
        step('check', { state: 'skipped', parts: [] }),
      ],
      linked: [{ how: 'merged-into', row: into }],
    })
    expect(wordsOf(station('接'))).toContain('止于此站')
    expect(wordsOf(station('验'))).toContain('不经此站')
    expect(page.named('a', 'WG-9').getAttribute('href')).toBe('/cases/9')
    expect(page.text()).toContain('没有可办的事')
  })

  it('shows lights with their rule, the supervision that came back, and the extension asked', async () => {
    await open({
      lights: [{ light: 'red-card', at: hour, rule: '超期满 5 工作日' }],
      supervision: {
        at: hour,
        owner: '环卫处主要负责人',
        due: 2 * hour,
        closedAt: null,
        note: null,
      },
      extension: { askedAt: hour, until: 30 * hour, reason: '等配件' },
      steps: [step('send', { state: 'done', doneAt: 9 * hour })],
    })
    const said = page.text()
    expect(said).toContain('红牌超期满5工作日')
    expect(said).toContain('环卫处主要负责人')
    expect(said).toContain('已回，待销号')
    expect(said).toContain('已过')
    expect(said).toContain('等配件')
  })

  it('says of a sensitive case what is withheld and why, and draws no map', async () => {
    const row = { ...aQueueRow(), withheld: true, title: '', point: null }
    await open({ row, typeName: '涉毒线索', description: null, history: [] })
    expect(page.text()).toContain('敏感类型（涉毒线索）')
    expect(page.root.querySelector('.case-map')).toBeNull()
    expect(station('派')).toBeTruthy()
  })

  it('shows files with the act they came with, by the case’s own address', async () => {
    const hash = 'c'.repeat(64)
    const record = {
      ...{ type: 'case-resolved' as const, name: '反馈', occurredAt: hour, publishedAt: hour },
      ...{ source: 'orders', position: 4, departmentName: null, deadline: null, clock: null },
      ...{ light: null, rating: null, owner: null, reason: null, text: '已清运' },
      post: { kind: 'department' as const, id: 'sanitation', name: '环卫处' },
      attachments: [{ hash, name: '现场.png', type: 'image/png' as const, bytes: 34_000 }],
    }
    await open({ history: [record] })
    const link = page.named('[aria-label="附件"] a', '现场.png')
    expect(link.getAttribute('href')).toBe(`/api/v1/cases/1/attachments/${hash}`)
    expect(wordsOf(link)).toContain('反馈·33KB')
  })
})

describe('what may be done with it', () => {
  it('offers what the server says, the next step first of all, and asks again when it is done', async () => {
    await open()
    const acts = [...page.named('[aria-label="可办"]', '可办').querySelectorAll('button')]
    expect(acts.map(wordsOf)).toEqual(['合并', '改类', '改址', '派遣', '作废'])
    expect(acts.find((one) => one.classList.contains('lead'))?.textContent?.trim()).toBe('派遣')
    page.named('button', '派遣').click()
    await vi.advanceTimersByTimeAsync(5)
    const before = asked().length
    page.root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await vi.advanceTimersByTimeAsync(5)
    expect(page.api.calls.find(({ name }) => name === 'caseOrder')?.input).toMatchObject({
      ...{ verb: 'case-dispatch', caseId: 1, expected: 100, department: 'sanitation' },
    })
    expect(asked().length).toBe(before + 1)
    expect(page.root.querySelector('dialog')).toBeNull()
  })

  it('is asked again as soon as the case moves', async () => {
    await open()
    const before = asked().length
    const [feed] = page.api.feeds
    feed?.events.connected()
    feed?.events.frame('120', aFrame({ position: 120, now: 10 * hour, cases: [aCaseRow()] }))
    await vi.advanceTimersByTimeAsync(5)
    expect(asked().length).toBe(before + 1)
  })

  it('shows the case as of a moment of the past, and orders nothing there', async () => {
    let at: number | null = null
    await open(
      {},
      {
        caseParcel: async (_id, asOf) => {
          at = asOf
          return { ...aParcel(), position: 77, now: 5 * hour }
        },
      },
      '?at=77',
    )
    expect(at).toBe(77)
    expect(page.text()).toContain('回放中，不能办理')
    expect(page.text()).toContain('回放13:00')
  })

  it('says of a case that is not there so, with a way back', async () => {
    const fault = { code: 'not-found', params: {} }
    await open({}, { caseParcel: () => Promise.reject({ data: { fault } }) })
    expect(page.text()).toContain('没有这个案件')
    expect(page.named('a', '回到工单').getAttribute('href')).toBe('/cases')
  })
})
