import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import { createMemoryHistory } from 'vue-router'
import {
  aBoard,
  aCaseDetail,
  aCaseRow,
  aCaseStep,
  aCityApi,
  anExplanation,
  anIndicatorMeta,
  anIndicatorValue,
  type FakeCityApi,
} from '../../test/a-city-api.ts'
import type { CityApi } from '../api/city-api.ts'
import { createCityApp } from '../app/create-city-app.ts'

const rate = 'overview.close_ontime_rate'
const red = anIndicatorValue({ region: 2, value: 81, status: 'red' })
const late = aCaseRow({
  ...{ caseId: 42, title: '背街路灯成片不亮', stage: 'handling', overdue: true },
  ...{ deadline: 0, departmentName: '城管局' },
})

/** 崇川区 with one rate in the red, 24 of 25 by its parts. */
const chongchuan: Partial<CityApi> = {
  board: async (asked) => ({
    ...aBoard(asked),
    tiles: [{ ...red, meta: anIndicatorMeta(), spark: [95, 90, 81], sparkBack: 0 }],
    focus: rate,
    children: [],
  }),
  explain: async (asked) => ({
    ...anExplanation(asked),
    value: { ...red, numerator: 24, denominator: 25 },
    statusRule: '低于红线 85',
  }),
  cases: async ({ part }) => ({
    rows: [late],
    ...{ total: part === 'gap' ? 1 : 24, cursor: null, position: 100 },
  }),
  caseDetail: async () =>
    aCaseDetail({
      row: late,
      steps: [
        aCaseStep(),
        aCaseStep({ type: 'case-dispatched', departmentName: '城管局', deadline: 1 }),
        aCaseStep({ type: 'case-supervised', owner: '分管副区长' }),
      ],
    }),
}

let app: App
let api: FakeCityApi
let host: HTMLElement
const settle = () => vi.advanceTimersByTimeAsync(50)

async function open(address: string, replaced: Partial<CityApi> = chongchuan) {
  const history = createMemoryHistory()
  history.replace(address)
  api = aCityApi(replaced)
  app = createCityApp(api, history)
  host = document.createElement('div')
  document.body.append(host)
  app.mount(host)
  await vi.dynamicImportSettled()
  await settle()
  await settle()
  return history
}

function found(selector: string, words?: string | RegExp): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>(selector)]
  const match = (text: string) =>
    words === undefined || (typeof words === 'string' ? text.includes(words) : words.test(text))
  const one = all.find((el) => match(`${el.getAttribute('aria-label') ?? ''} ${el.textContent}`))
  if (!one) throw new Error(`${selector} ${words}: not among ${all.map((el) => el.textContent)}`)
  return one
}

/** Taps are what a person does; the test counts them. */
let taps = 0
async function tap(selector: string, words?: string | RegExp) {
  taps += 1
  found(selector, words).click()
  await settle()
}

beforeEach(() => {
  taps = 0
  vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') })
})
afterEach(() => {
  app.unmount()
  host.remove()
  vi.useRealTimers()
})

describe('the drill', () => {
  it('shows the region, its figures beside its siblings, and its scale is a desk’s', async () => {
    await open('/drill/2')
    expect(document.documentElement.className).toContain('desk')
    expect(found('[aria-label="区域路径"]').textContent).toContain('崇川区')
    const line = found('[aria-label="指标对标"] li', '按期结案率')
    expect(line.textContent).toContain('81.0')
    expect(line.textContent).toContain('1/2')
    expect(document.title).toContain('崇川区')
    app.unmount()
    expect(document.documentElement.className).toContain('wall')
  })

  it('re-scopes everything with one tap on a part', async () => {
    const history = await open('/drill/2')
    await tap('button[aria-label="选择镇街"]')
    await tap('[aria-label="下级区域"] button', '城东街道')
    expect(history.location).toBe('/drill/21')
    const last = (name: string) =>
      api.calls.filter((call) => call.name === name).at(-1)?.input as { region: number }
    for (const question of ['board', 'peers', 'change']) expect(last(question).region).toBe(21)
    expect(api.feeds.at(-1)?.region).toBe(21)
  })

  it('leads from a red line to who has the case in at most five taps', async () => {
    const history = await open('/drill/2')
    const line = found('[aria-label="指标对标"] li', '按期结案率')
    expect(line.querySelector('[aria-label="Ⅰ级红色"]')).not.toBe(null)

    await tap('[aria-label="指标对标"] button[aria-label="口径 按期结案率"]')
    const sheet = () => found('[role="dialog"]')
    expect(sheet().textContent).toContain('低于红线 85')
    expect(sheet().textContent).toContain('指挥中心')

    await tap('[role="dialog"] [aria-label="案件明细"] button', '背街路灯')
    expect(sheet().textContent).toContain('当前责任部门城管局')
    expect(sheet().textContent).toContain('督办岗位分管副区长')
    expect(taps).toBeLessThanOrEqual(5)
    expect(history.location).toContain('explain=')
    expect(history.location).toContain('case=42')
  })

  it('says that the list adds up to the number, and back closes what was opened', async () => {
    const history = await open('/drill/2')
    await tap('[aria-label="指标对标"] button[aria-label="口径 按期结案率"]')
    const foot = () => found('[role="dialog"] [aria-label="合计"]').textContent
    expect(foot()).toContain('合计 1 = 分母 − 分子')
    await tap('[role="dialog"] [role="tab"]', '分子明细')
    expect(foot()).toContain('合计 24 = 分子')
    const fraction = found('[role="dialog"] [aria-label="公式"]')
    expect(fraction.textContent).toContain('按期结案数24件')
    expect(fraction.textContent).toContain('应结案数25件')
    history.go(-1)
    await vi.advanceTimersByTimeAsync(500)
    expect(history.location).toBe('/drill/2')
    expect(document.querySelector('[role="dialog"]')).toBe(null)
  })

  it('is closed by Esc, and shows no list of what is withheld but why', async () => {
    const hidden = anIndicatorValue({ value: null, numerator: null, denominator: null })
    await open(`/drill/2?explain=${rate}`, {
      ...chongchuan,
      explain: async (asked) => ({
        ...anExplanation(asked),
        value: { ...hidden, absence: 'suppressed' },
        rows: { numerator: null, denominator: null },
      }),
    })
    const sheet = found('[role="dialog"]')
    expect(sheet.textContent).toContain('不显示：敏感指标')
    expect(sheet.querySelector('[aria-label="公式"]')).toBe(null)
    expect(sheet.querySelector('[aria-label="明细"]')).toBe(null)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await vi.advanceTimersByTimeAsync(500)
    expect(document.querySelector('[role="dialog"]')).toBe(null)
  })

  it('takes a change apart by region, type or department, as the address says', async () => {
    const history = await open(`/drill/2?indicator=${rate}&by=department`)
    const asked = api.calls.filter((call) => call.name === 'change').at(-1)?.input
    expect(asked).toMatchObject({ by: 'department', indicator: rate, region: 2 })
    await tap('[aria-label="拆分方式"] button', '按类型')
    expect(history.location).toContain('by=type')
  })

  it('leaves nothing ticking when it is closed', async () => {
    await open('/drill/2')
    app.unmount()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
