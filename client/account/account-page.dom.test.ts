import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aPerson, aSessionOf, signedIn } from '../../test/some-accounts.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import AccountPage from './AccountPage.vue'

let page: PageApp
const settle = () => vi.advanceTimersByTimeAsync(20)
const open = async (replaced: Partial<CityApi> = {}, given = {}) => {
  const who = async () => signedIn(aPerson('leader', given))
  page = await openPage(AccountPage, '/account', { who, ...replaced })
  await settle()
}
const asked = (name: string) =>
  page.api.calls.filter((call) => call.name === name).map(({ input }) => input)
const write = (label: string, value: string) => {
  const field = page.named('label', label).querySelector('input')!
  field.value = value
  field.dispatchEvent(new Event('input'))
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  page.root.remove()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(vi.getTimerCount()).toBe(0)
  localStorage.clear()
  vi.useRealTimers()
})

describe('我的账号', () => {
  it('lists where one is signed in, and ends another session but not this one', async () => {
    await open({
      ownSessions: async () => [
        aSessionOf(),
        aSessionOf({ id: 's2', address: '10.0.0.9', current: false }),
      ],
    })
    expect(page.root.querySelectorAll('td button')).toHaveLength(1)
    page.named('button', '撤销 Chrome · Windows 10.0.0.9').click()
    await settle()
    expect(asked('revokeSession')).toEqual(['s2'])
  })

  it('changes a password only when it is good and typed twice alike', async () => {
    await open()
    const button = () => page.named('button', '修改密码') as HTMLButtonElement
    write('现在的密码', 'Old-Harbour-2026')
    write('新密码', 'abc')
    await settle()
    expect(page.text()).toContain('至少10个字符')
    expect(button().disabled).toBe(true)
    write('新密码', 'New-Harbour-2026')
    write('再输一次', 'New-Harbour-2026')
    await settle()
    expect(button().disabled).toBe(false)
    page.root.querySelector('form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(asked('changePassword')).toEqual([{ old: 'Old-Harbour-2026', next: 'New-Harbour-2026' }])
    expect(page.text()).toContain('密码已改')
  })

  it('draws the code of the second factor itself, and confirms by what the app shows', async () => {
    await open({}, { totp: false })
    page.named('button', '开始启用').click()
    await settle()
    expect(
      page.root.querySelector('[aria-label="动态口令二维码"] path')?.getAttribute('d'),
    ).toMatch(/^M4 4h1/)
    expect(page.text()).toContain('JBSWY3DPEHPK3PXP')
    write('验证器上现在的数字', ' 123456')
    await settle()
    page.named('button', '确认启用').closest('form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(asked('totpConfirm')).toEqual(['123456'])
  })

  it('says in words that a code is wrong, and stays', async () => {
    const wrong = { data: { fault: { code: 'unauthorised', params: { why: 'code' } } } }
    await open({ totpConfirm: () => Promise.reject(wrong) }, { totp: false })
    page.named('button', '开始启用').click()
    await settle()
    write('验证器上现在的数字', '000000')
    await settle()
    page.named('button', '确认启用').closest('form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(page.text()).toContain('动态口令不对或已用过')
    expect(page.text()).toContain('JBSWY3DPEHPK3PXP')
  })
})
