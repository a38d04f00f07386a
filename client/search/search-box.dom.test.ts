import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import { createMemoryHistory } from 'vue-router'
import type { SearchHit } from '../../shared/search/answers.ts'
import { aCityApi } from '../../test/a-city-api.ts'
import { createCityApp } from '../app/create-city-app.ts'
import { nowhere } from '../stores/address.ts'
import { linkOfHit } from './hit-link.ts'

const aHit = (changes: Partial<SearchHit> = {}): SearchHit => ({
  kind: 'region',
  id: '2',
  title: '崇川区',
  detail: '区县',
  theme: null,
  marks: [[0, 2]],
  ...changes,
})

let app: App
let host: HTMLElement
const asked: string[] = []

async function open(hits: SearchHit[] = [aHit()]) {
  const history = createMemoryHistory()
  history.replace('/wall')
  const search = async ({ text }: { text: string }) => {
    asked.push(text)
    return { position: 1, hits }
  }
  app = createCityApp(aCityApi({ search }), history)
  host = document.createElement('div')
  document.body.append(host)
  app.mount(host)
  await vi.advanceTimersByTimeAsync(10)
  return history
}
const press = (key: string, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
const field = () => host.querySelector<HTMLInputElement>('[role=combobox]')
async function type(text: string) {
  const input = field()
  if (!input) throw new Error('the box is shut')
  input.value = text
  input.dispatchEvent(new Event('input'))
  await vi.advanceTimersByTimeAsync(400)
}

beforeEach(() => {
  asked.length = 0
  vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') })
})
afterEach(() => {
  app.unmount()
  host.remove()
  vi.useRealTimers()
})

describe('the search box', () => {
  it('opens by / and shuts by Esc, leaving no trace', async () => {
    await open()
    expect(field()).toBeNull()
    press('/')
    await vi.advanceTimersByTimeAsync(10)
    expect(document.activeElement).toBe(field())
    press('Escape', field() as HTMLInputElement)
    await vi.advanceTimersByTimeAsync(10)
    expect(field()).toBeNull()
  })

  it('asks the server, marks what matched and opens the chosen place', async () => {
    const history = await open()
    press('/')
    await vi.advanceTimersByTimeAsync(10)
    await type('崇川')
    expect(asked).toEqual(['崇川'])
    expect(host.querySelector('[role=option] mark')?.textContent).toBe('崇川')
    press('Enter', field() as HTMLInputElement)
    await vi.advanceTimersByTimeAsync(50)
    expect(history.location).toBe('/wall?region=2')
    expect(field()).toBeNull()
  })

  it('says so when there is nothing of that name', async () => {
    await open([])
    press('/')
    await vi.advanceTimersByTimeAsync(10)
    await type('没有')
    expect(host.querySelector('[role=dialog] [role=status]')?.textContent).toContain(
      '没有找到“没有”',
    )
  })
})

describe('a hit leads', () => {
  const at = {
    page: 'wall',
    address: { ...nowhere, region: 2, case: 9 },
    levelOf: () => null,
  } as const

  it('to the drill-down where the wall’s map ends', () => {
    expect(linkOfHit(aHit({ id: '12345' }), at).path).toBe('/drill/12345')
  })
  it('to its themed map with the indicator chosen, in the same region', () => {
    const hit = aHit({ kind: 'indicator', id: 'peace.peace_index', theme: 'peace' })
    expect(linkOfHit(hit, at)).toEqual({
      path: '/wall/peace',
      query: { region: '2', indicator: 'peace.peace_index' },
    })
  })
  it('to the case, in place of the one that was open', () => {
    expect(linkOfHit(aHit({ kind: 'case', id: '42' }), at).query).toMatchObject({ case: '42' })
  })
  it('to the scores of a department', () => {
    expect(linkOfHit(aHit({ kind: 'department', id: 'police' }), at).path).toBe('/scores')
  })
})
