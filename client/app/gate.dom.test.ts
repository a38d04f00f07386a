import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { aCityApi, type FakeCityApi } from '../../test/a-city-api.ts'
import { aSession, aWho } from '../../test/case-work.ts'
import { aPerson, signedIn } from '../../test/some-accounts.ts'
import type { CityApi } from '../api/city-api.ts'
import { leaveForKey } from '../stores/back-to.ts'
import { createCityApp } from './create-city-app.ts'

let app: App
let api: FakeCityApi
let host: HTMLElement
let left: string[]
const settle = async () => {
  await vi.advanceTimersByTimeAsync(20)
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(20)
}

async function open(address: string, replaced: Partial<CityApi> = {}) {
  const history = createMemoryHistory()
  history.replace(address)
  api = aCityApi(replaced)
  left = []
  app = createCityApp(api, history)
  app.provide(leaveForKey, (path) => void left.push(path))
  host = document.createElement('div')
  document.body.append(host)
  app.mount(host)
  await settle()
  return history
}
const text = () => host.textContent?.replace(/\s+/g, '') ?? ''
const button = (name: string) =>
  [...host.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent?.includes(name))!
const nobody = { who: async () => signedIn(null) }
const asked = () => api.calls.map(({ name }) => name)

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(() => {
  app.unmount()
  host.remove()
  localStorage.clear()
  vi.useRealTimers()
})

describe('an address of the city', () => {
  it('leads whoever has not signed in to the door, and keeps the way back', async () => {
    const history = await open('/cases/12?at=77', nobody)
    expect(history.location).toBe('/login?to=/cases/12?at=77')
    expect(asked()).not.toContain('caseParcel')
  })

  it('after signing in one is back where one was going', async () => {
    await open('/login?to=/cases/12?at%3D77', nobody)
    const [name, password] = [...host.querySelectorAll('input')]
    for (const [field, value] of [
      [name, 'zhanglan'],
      [password, 'Right-2026'],
    ] as const) {
      field!.value = value
      field!.dispatchEvent(new Event('input'))
    }
    host.querySelector('form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(api.calls.at(-1)).toEqual({
      name: 'signIn',
      input: { name: 'zhanglan', password: 'Right-2026' },
    })
    expect(left).toEqual(['/cases/12?at=77'])
  })

  it('says that the session has ended when an answer says so, on whatever page', async () => {
    let ended = false
    const over = { data: { fault: { code: 'unauthorised', params: {} } } }
    const history = await open('/cases', {
      who: async () => signedIn(ended ? null : aPerson('duty-officer')),
      caseQueue: () => (ended ? Promise.reject(over) : aCityApi().caseQueue({} as never)),
    })
    expect(history.location).toBe('/cases')
    ended = true
    // The feed breaks off as well, and then it is asked who one is.
    api.feeds[0]!.events.failed(new Error('closed'))
    await settle()
    expect(history.location).toBe('/login?to=/cases&ended=1')
    expect(text()).toContain('会话已结束，请重新登录')
  })

  it('a wall that has lost its pairing shows a new code, not a form', async () => {
    localStorage.setItem('screen', 'wall')
    const history = await open('/wall?region=2', nobody)
    expect(history.location).toBe('/pair?to=/wall?region=2')
    expect(text()).toContain('F5T3-XA7E')
  })

  it('that a role does not open says whom to ask', async () => {
    await open('/audit', { who: async () => signedIn(aPerson('leader')) })
    expect(text()).toContain('当前身份不能打开“审计”')
    expect(text()).toContain('请联系安全管理员授权')
    expect(asked()).not.toContain('audit')
  })

  it('in the demo offers to go on as somebody who may', async () => {
    await open('/intake', { who: async () => aSession(aWho('leader')) })
    expect(text()).toContain('当前身份不能打开“导入”')
    button('以值班长身份继续').click()
    await settle()
    expect(api.calls.find(({ name }) => name === 'chooseRole')?.input).toEqual({
      role: 'duty-officer',
    })
    expect(text()).toContain('选择文件')
  })

  it('leads an auditor who only names the city to the audit', async () => {
    const history = await open('/', { who: async () => signedIn(aPerson('auditor')) })
    expect(history.location).toBe('/audit')
  })

  it('is not opened before a first password is changed', async () => {
    const person = aPerson('leader', { duty: 'change-password' })
    const history = await open('/wall', { who: async () => signedIn({ ...person, roles: [] }) })
    expect(history.location).toBe('/account?to=/wall')
    expect(text()).toContain('请先改成自己的密码')
  })
})
