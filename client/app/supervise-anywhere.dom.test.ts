import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import { createMemoryHistory } from 'vue-router'
import type { DemoRole } from '../../shared/access/asker.ts'
import { aCaseDetail, aCityApi, type FakeCityApi } from '../../test/a-city-api.ts'
import { aCaseRow } from '../../test/case-row.ts'
import { aParcel, aQueueRow, aSession, aWho } from '../../test/case-work.ts'
import type { CityApi } from '../api/city-api.ts'
import { createCityApp } from './create-city-app.ts'

let app: App
let api: FakeCityApi
let host: HTMLElement
const late = aCaseRow({ caseId: 5, number: 'WG-5', light: 'red-card', deadline: 1, overdue: true })
const row = aQueueRow({ ...late, position: 140, may: ['case-supervise'] })
const settle = () => vi.advanceTimersByTimeAsync(50)

async function open(address: string, role: DemoRole, more: Partial<CityApi> = {}) {
  const history = createMemoryHistory()
  history.replace(address)
  api = aCityApi({
    who: async () => aSession(aWho(role)),
    cases: async ({ at }) => ({ rows: [late], total: 1, cursor: null, position: at ?? 100 }),
    caseDetail: async () => aCaseDetail({ row: late }),
    caseParcel: async () => aParcel({ row }),
    ...more,
  })
  app = createCityApp(api, history)
  host = document.createElement('div')
  document.body.append(host)
  app.mount(host)
  await vi.dynamicImportSettled()
  await settle()
  await settle()
  return history
}
const list = () => document.querySelector<HTMLElement>('ol[aria-label="案件明细"]')!
const button = (name: string, within: ParentNode = document) =>
  [...within.querySelectorAll<HTMLElement>('button')].find((one) =>
    (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(name),
  )

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') })
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
  vi.useRealTimers()
})
const aList = '/drill/2?explain=overview.close_ontime_rate'

describe('a leader puts a case under supervision from a list', () => {
  it('by its number, and the order goes by what the case is now', async () => {
    await open(aList, 'leader')
    button('督办 WG-5', list())!.click()
    await settle()
    const dialog = document.querySelector('dialog')!
    button('指挥中心值班长', dialog)!.click()
    await settle()
    dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(api.calls.find(({ name }) => name === 'caseOrder')?.input).toMatchObject({
      ...{ verb: 'case-supervise', caseId: 5, expected: 140, owner: '指挥中心值班长', due: null },
    })
    expect(document.querySelector('dialog')).toBeNull()
  })

  it('and a tap on the rest of the row still shows the case in place, with the same order', async () => {
    const history = await open(aList, 'leader')
    button('暴露垃圾', list())!.click()
    await settle()
    expect(history.location).toContain('case=5')
    const detail = document.querySelector('article')!
    expect(detail.querySelector('a')?.getAttribute('href')).toBe('/cases/5')
    button('督办', detail)!.click()
    await settle()
    expect(document.querySelector('dialog')?.textContent).toContain('WG-5')
  })

  it('is not offered to others; light and number are there for all', async () => {
    await open(aList, 'verifier')
    expect(button('督办 WG-5', list())).toBeUndefined()
    expect(list().textContent).toContain('红牌')
    expect(list().querySelector('a')?.getAttribute('href')).toBe('/cases/5')
  })

  it('is not offered in the past', async () => {
    await open(`${aList}&at=77`, 'leader')
    expect(button('督办 WG-5', list())).toBeUndefined()
  })

  it('says so where the case is no longer there', async () => {
    const fault = { code: 'not-found', params: {} }
    await open(aList, 'leader', { caseParcel: () => Promise.reject({ data: { fault } }) })
    button('督办 WG-5', list())!.click()
    await settle()
    expect(host.textContent).toContain('查无此项')
  })
})
