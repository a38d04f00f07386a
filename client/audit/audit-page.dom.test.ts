import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anAudit, anAuditLine, aPerson, aVerdict, signedIn } from '../../test/some-accounts.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import AuditPage from './AuditPage.vue'
import { detailWords } from './audit-words.ts'

let page: PageApp
const settle = () => vi.advanceTimersByTimeAsync(20)
const open = async (address: string, replaced: Partial<CityApi> = {}) => {
  const who = async () => signedIn(aPerson('auditor'))
  page = await openPage(AuditPage, address, { who, ...replaced })
  await settle()
}
const asked = () => page.api.calls.filter(({ name }) => name === 'audit').map(({ input }) => input)

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  page.root.remove()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(vi.getTimerCount()).toBe(0)
  localStorage.clear()
  vi.useRealTimers()
})

describe('审计', () => {
  it('says who saw what, when and from where, and never what was in it', async () => {
    await open('/audit')
    expect(page.text()).toContain('张岚领导查看案件案件1210.0.0.8')
  })

  it('is filtered by the address, and the file takes the same', async () => {
    const auditFile = vi.fn(() => '/api/v1/audit.csv?action=export')
    await open('/audit?action=export&from=1000&text=x', { auditFile })
    const filter = { action: 'export', from: 1000, text: 'x' }
    expect(asked()).toEqual([{ filter, before: null }])
    expect(auditFile).toHaveBeenLastCalledWith(filter, undefined)
    page.named('button', '清除').click()
    await settle()
    expect(page.router.currentRoute.value.fullPath).toBe('/audit')
    expect(asked().at(-1)).toEqual({ filter: {}, before: null })
  })

  it('goes on to older rows after those that are shown', async () => {
    await open('/audit', {
      audit: async ({ before }) =>
        before === null
          ? { ...anAudit([anAuditLine({ number: 9 })]), before: 9 }
          : anAudit([anAuditLine({ number: 8, askerName: '李默' })]),
    })
    page.named('button', '再看更早的').click()
    await settle()
    expect(asked().at(-1)).toEqual({ filter: {}, before: 9 })
    expect(page.text()).toMatch(/张岚.*李默/)
    expect(page.text()).not.toContain('再看更早的')
  })

  it('says that the chain is whole, since when and how long', async () => {
    await open('/audit')
    page.named('button', '核验链').click()
    await settle()
    expect(page.text()).toContain('完整：120行，自第1行起')
  })

  it('names the first row that was altered', async () => {
    const firstBad = { number: 57, fault: 'changed' as const }
    await open('/audit', { verifyAudit: async () => aVerdict({ ok: false, firstBad }) })
    page.named('button', '核验链').click()
    await settle()
    expect(page.text()).toContain('链在第57行断开：内容被改动')
  })
})

it('what a row is about reads as words: names for roles and places, times for instants', () => {
  const say = { region: (id: number) => `区${id}`, time: () => '09:30' }
  const detail = {
    verb: 'grant',
    roles: ['leader'],
    regions: [2],
    until: 1.8e12,
    mac: 'a'.repeat(64),
  }
  expect(detailWords(JSON.stringify(detail), say)).toBe(
    '角色 领导，区域 区2，until 09:30，印记 aaaaaaaaaaaa…',
  )
  expect(detailWords('<b>x</b>', say)).toBe('<b>x</b>')
})
