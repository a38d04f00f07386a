import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signedIn } from '../../test/some-accounts.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import SetupPage from '../setup/SetupPage.vue'
import LoginPage from './LoginPage.vue'
import PairPage from './PairPage.vue'

let page: PageApp
const settle = () => vi.advanceTimersByTimeAsync(20)
const who = async () => signedIn(null)
const write = (field: HTMLInputElement, value: string) => {
  field.value = value
  field.dispatchEvent(new Event('input'))
}
const inputs = () => [...page.root.querySelectorAll('input')]
const submit = async () => {
  page.root.querySelector('form')!.dispatchEvent(new Event('submit'))
  await settle()
}
const refused = (code: string, params: object) => () =>
  Promise.reject({ data: { fault: { code, params } } })

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  page.root.remove()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('登录', () => {
  const open = async (replaced: Partial<CityApi>, address = '/login') => {
    page = await openPage(LoginPage, address, { who, ...replaced })
    await settle()
    write(inputs()[0]!, 'zhanglan')
    write(inputs()[1]!, 'whatever')
    await submit()
  }

  it.each([
    ['unauthorised', { why: 'password' }, '账号或密码不对'],
    ['forbidden', { why: 'disabled' }, '账号已停用，请联系系统管理员'],
    ['too-many', { retryAfter: 3 }, '试得太频繁，请稍候再试'],
  ])('says in words why it was %s %o', async (code, params, words) => {
    await open({ signIn: refused(code, params) })
    expect(page.text()).toContain(words)
  })

  it('says until when an account is locked', async () => {
    const until = Date.parse('2026-06-18T06:47:00Z')
    await open({ signIn: refused('forbidden', { why: 'locked', until }) })
    const clock = new Date(until).toTimeString().slice(0, 5)
    expect(page.text()).toContain(`账号已锁定到${clock}`)
  })

  it('asks for the code where the account has one, and sends it with the password', async () => {
    await open({ signIn: async () => ({ needs: 'code' }) })
    write(inputs()[0]!, '123456')
    await submit()
    const given = page.api.calls.filter(({ name }) => name === 'signIn').at(-1)?.input
    expect(given).toEqual({ name: 'zhanglan', password: 'whatever', code: '123456' })
  })

  it('offers the single sign-on where the city has one, with the way back', async () => {
    const city = async () => ({ ...signedIn(null), signOn: true })
    page = await openPage(LoginPage, '/login?to=/cases', { who: city })
    await settle()
    expect(page.named('a', '统一认证登录').getAttribute('href')).toBe('/session/oidc?to=%2Fcases')
  })
})

describe('大屏配对', () => {
  it('shows the code, a new one when it is void, and goes on when it is paired', async () => {
    const codes = ['AAAA-1111', 'BBBB-2222']
    let asked = 0
    page = await openPage(PairPage, '/pair', {
      beginPairing: async () => ({ code: codes.shift()!, secret: 's', until: 0 }),
      pairingDone: () =>
        ++asked === 2
          ? refused('not-found', { what: 'pairing' })()
          : Promise.resolve({ paired: false }),
    })
    await settle()
    expect(page.text()).toContain('AAAA-1111')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(page.text()).toContain('BBBB-2222')
  })
})

describe('首次设置', () => {
  it('makes the three only when each is a person with a good password', async () => {
    page = await openPage(SetupPage, '/setup?token=t0', { who })
    await settle()
    const fields = inputs()
    const button = () => page.named('button', '建立三名管理员') as HTMLButtonElement
    for (const [i, name] of ['sys', 'sec', 'aud'].entries()) {
      write(fields[4 * i]!, name)
      write(fields[4 * i + 1]!, name)
      write(fields[4 * i + 2]!, 'Harbour-Gate-7')
      write(fields[4 * i + 3]!, 'Harbour-Gate-7')
    }
    await settle()
    expect(button().disabled).toBe(false)
    write(fields[4]!, 'sys')
    await settle()
    expect(button().disabled).toBe(true)
    write(fields[4]!, 'sec')
    await settle()
    await submit()
    const given = page.api.calls.find(({ name }) => name === 'completeSetup')?.input
    expect(given).toMatchObject({
      token: 't0',
      people: [{ role: 'system-admin', name: 'sys' }, {}, {}],
    })
    expect(page.text()).toContain('三名管理员已建立')
  })

  it('without its token says which link to open', async () => {
    page = await openPage(SetupPage, '/setup', { who })
    await settle()
    expect(page.text()).toContain('请打开服务器首次启动时在控制台给出的整条链接')
  })
})
