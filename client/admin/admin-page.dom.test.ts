import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { roles, type Role } from '../../shared/access/asker.ts'
import { aDevice, anAccount, aPerson, signedIn, someSettings } from '../../test/some-accounts.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import AdminPage from './AdminPage.vue'

let page: PageApp
const settle = () => vi.advanceTimersByTimeAsync(20)
const open = async (role: Role, tab: string, replaced: Partial<CityApi> = {}) => {
  const who = async () => signedIn(aPerson(role))
  page = await openPage(AdminPage, `/admin/${tab}`, { who, ...replaced }, '/admin/:tab?')
  await settle()
}
const asked = (name: string) =>
  page.api.calls.filter((call) => call.name === name).map(({ input }) => input)
const press = async (name: string) => {
  page.named('button', name).click()
  await settle()
}
const write = (label: string, value: string) => {
  const field = page.named('label', label).querySelector<HTMLInputElement>('input, select')!
  field.value = value
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'))
}
const tick = (label: string) => page.named('label', label).querySelector('input')!.click()
const tabs = () =>
  [...page.root.querySelectorAll('[role=tab]')].map((one) => one.textContent?.trim())

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  page.root.remove()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(vi.getTimerCount()).toBe(0)
  localStorage.clear()
  vi.useRealTimers()
})

describe('管理', () => {
  it('shows each administrator only what is theirs to do', async () => {
    await open('system-admin', '')
    expect(tabs()).toEqual(['账号', '大屏', '密钥', '接入', '城市包', '阈值与目标', '备份'])
    expect(document.documentElement.dataset.theme).toBe('light')
  })

  it('gives a new account a password that is told once', async () => {
    await open('system-admin', 'accounts')
    await press('新建账号')
    write('账号', 'weidong')
    write('姓名', '魏东')
    await settle()
    page.root.querySelector('aside form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(asked('createAccount')).toEqual([{ name: 'weidong', displayName: '魏东' }])
    expect(page.text()).toContain('Once-Only-2026')
    page.named('tr[aria-selected]', '张岚').click()
    await settle()
    expect(page.text()).not.toContain('Once-Only-2026')
    expect(page.text()).not.toContain('保存授权')
  })

  it('asks once more before an account is disabled', async () => {
    await open('system-admin', 'accounts')
    page.named('tr[aria-selected]', '张岚').click()
    await settle()
    await press('停用')
    expect(asked('disableAccount')).toEqual([])
    await press('确定停用')
    expect(asked('disableAccount')).toEqual([7])
  })

  it('the security administrator grants a district, and never two administrators to one', async () => {
    await open('security-admin', 'accounts', {
      accounts: async () => [anAccount({ roles: [], regions: [] })],
    })
    expect(tabs()).toEqual(['账号', '大屏'])
    page.named('tr[aria-selected]', '张岚').click()
    await settle()
    tick('领导')
    tick('审计员')
    await settle()
    expect(page.text()).toContain('管理员角色须单独授予')
    tick('审计员')
    tick('崇川区')
    await settle()
    page.root.querySelector('aside form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(asked('grant')).toEqual([{ id: 7, roles: ['leader'], regions: [2], departments: [] }])
    expect(page.text()).not.toContain('重置密码')
  })

  it('the whole city takes its districts along', async () => {
    await open('security-admin', 'accounts')
    page.named('tr[aria-selected]', '张岚').click()
    await settle()
    tick('南通市')
    await settle()
    page.root.querySelector('aside form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(asked('grant')).toMatchObject([{ regions: [1] }])
  })

  it('pairs a wall by the code that it shows, and says why a code does not do', async () => {
    const wrong = { data: { fault: { code: 'not-found', params: { what: 'pairing' } } } }
    let known = false
    await open('system-admin', 'devices', {
      devices: async () => (known ? [aDevice({ name: '东屏' })] : []),
      pairDevice: async () => {
        if (!known) throw wrong
      },
    })
    write('大屏上的配对码', 'F5T3-XA7E')
    write('名称', '东屏')
    await settle()
    const submit = async () => {
      page.root.querySelector('form')!.dispatchEvent(new Event('submit'))
      await settle()
    }
    await submit()
    expect(page.text()).toContain('请看大屏上现在的配对码')
    known = true
    await submit()
    expect(asked('pairDevice').at(-1)).toEqual({ code: 'F5T3-XA7E', name: '东屏', regions: [1] })
    expect(page.text()).toContain('“东屏”已配对')
  })

  it('tells a new key once, for the channels that were chosen', async () => {
    await open('system-admin', 'keys')
    write('接入方', '物联平台')
    tick('物联告警')
    await settle()
    page.root.querySelector('form')!.dispatchEvent(new Event('submit'))
    await settle()
    expect(asked('createKey')).toEqual([
      { name: '物联平台', sources: ['iot'], factsPerMinute: null },
    ])
    expect(page.text()).toContain('sk_once_told')
  })

  it('shows a line in force beside the pack’s, and sets it from today on', async () => {
    await open('system-admin', 'settings', { settings: async () => someSettings() })
    expect(page.text()).toContain('红85.0已调整')
    page.named('tr[aria-selected]', '按期结案率').click()
    await settle()
    write('黄线', '94')
    await settle()
    page.root.querySelector('aside form')!.dispatchEvent(new Event('submit'))
    await settle()
    const effectiveFrom = Date.parse('2026-06-18T00:00:00+08:00')
    expect(asked('setLines')).toEqual([
      { indicator: 'overview.close_ontime_rate', yellow: 94, red: 85, effectiveFrom },
    ])
  })

  it('backs up at once, and says when the next is due', async () => {
    await open('system-admin', 'backup')
    expect(page.text()).toContain('12.3MB')
    await press('立即备份')
    expect(asked('runBackup')).toHaveLength(1)
  })

  it('without a right to any of it shows no tab', async () => {
    expect(roles).toContain('leader')
    await open('leader', 'accounts')
    expect(tabs().filter((name) => name === '账号')).toEqual([])
    expect(asked('accounts')).toEqual([])
  })
})
