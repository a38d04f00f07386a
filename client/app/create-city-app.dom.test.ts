import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { aCaseRow, aCityApi } from '../../test/a-city-api.ts'
import type { CityApi } from '../api/city-api.ts'
import { createCityApp } from './create-city-app.ts'

let app: App
let host: HTMLElement

async function open(address: string, replaced: Partial<CityApi> = {}) {
  const history = createMemoryHistory()
  history.replace(address)
  app = createCityApp(aCityApi(replaced), history)
  host = document.createElement('div')
  app.mount(host)
  await vi.advanceTimersByTimeAsync(10)
  return history
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') })
})
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

describe('the client', () => {
  it('shows the wall of its city, and that its data are invented', async () => {
    await open('/wall')
    expect(host.querySelector('h1')?.textContent).toContain('南通市域治理现代化指挥中心')
    expect(host.textContent).toContain('演示数据')
    expect(host.textContent).toContain('示意边界 · 非法定界线')
    expect(document.title).toBe('南通市域治理现代化指挥中心')
  })

  it.each(['/', '/somewhere/else'])('leads %s to the wall', async (address) => {
    const history = await open(`${address}?region=2`)
    expect(history.location).toBe('/wall?region=2')
    expect(host.querySelector('[aria-label="区域路径"]')?.textContent).toContain('崇川区')
  })

  it('leads a former link to the theme in its path', async () => {
    const history = await open('/wall?theme=peace&focus=peace.second&region=2')
    expect(history.location).toBe('/wall/peace?region=2&indicator=peace.second')
  })

  it('says in words that it cannot reach its server, and goes on trying', async () => {
    let up = false
    const city = aCityApi().city
    await open('/wall', {
      city: () => (up ? city() : Promise.reject(new TypeError('Failed to fetch'))),
    })
    expect(host.textContent).toContain('连接不上服务器')
    up = true
    await vi.advanceTimersByTimeAsync(1000)
    expect(host.querySelector('h1')?.textContent).toContain('南通')
  })

  it('puts a tapped case into the address', async () => {
    const history = await open('/wall', {
      cases: async () => ({
        rows: [aCaseRow({ caseId: 42 })],
        total: 1,
        cursor: null,
        position: 1,
      }),
    })
    const row = host.querySelector<HTMLElement>('[aria-label="案件"] button')
    row?.click()
    await vi.advanceTimersByTimeAsync(10)
    expect(history.location).toBe('/wall?case=42')
    expect(host.querySelector('[aria-label="案件"] button')?.getAttribute('aria-pressed')).toBe(
      'true',
    )
  })

  it('leaves nothing ticking when it is closed', async () => {
    await open('/wall')
    await vi.advanceTimersByTimeAsync(5000)
    app.unmount()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
