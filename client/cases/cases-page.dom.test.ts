import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import type { DemoRole } from '../../shared/access/asker.ts'
import { aFrame, aScoreCell, aScoreTable } from '../../test/a-city-api.ts'
import { aParcel, aQueue, aQueueRow, aSession, aWho } from '../../test/case-work.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import CasesPage from './CasesPage.vue'

let page: PageApp
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const query = () => page.router.currentRoute.value.query
const asked = <K extends keyof CityApi>(name: K) =>
  page.api.calls.filter((call) => call.name === name).map(({ input }) => input)
const lines = () => [...page.root.querySelectorAll<HTMLElement>('[data-case]')]
const ids = () => lines().map((line) => Number(line.dataset.case))
const dialog = () => page.root.querySelector<HTMLElement>('dialog')
const checkedIds = () =>
  lines()
    .filter((line) => line.ariaSelected === 'true' || line.getAttribute('aria-selected') === 'true')
    .map((line) => Number(line.dataset.case))

async function press(...keys: string[]) {
  for (const key of keys) {
    const shiftKey = /^[A-Z]$/.test(key)
    const at = document.activeElement ?? document.body
    at.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }))
    await pass(20)
  }
}
const fault = (code: string, params: object = {}) => ({ data: { fault: { code, params } } })

const may: QueueRow['may'] = ['case-accept', 'case-decline', 'case-cancel']
const waiting = (caseId: number, given: Partial<QueueRow> = {}) =>
  aQueueRow({
    ...{ caseId, number: `WG-${caseId}`, title: `案件${caseId}`, stage: 'reported', may },
    ...given,
  })

/** A city whose queue an order shortens, as the server's does. */
function aCity(rows: QueueRow[], as: DemoRole = 'duty-officer') {
  const held = { rows: [...rows] }
  const api: Partial<CityApi> = {
    who: async () => aSession(aWho(as)),
    caseQueue: async () => aQueue({ rows: [...held.rows], total: held.rows.length }),
    caseParcel: async (caseId) =>
      aParcel({ row: held.rows.find((row) => row.caseId === caseId) ?? waiting(caseId) }),
    caseOrder: async ({ caseId, expected }) => {
      held.rows = held.rows.filter((row) => row.caseId !== caseId)
      return { position: expected + 1 }
    },
  }
  return { held, api }
}
const open = async (address: string, api: Partial<CityApi>) => {
  page = await openPage(CasesPage, address, api)
  await pass(20)
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  page.root.remove()
  // Vue's own devtools wait once for three seconds; a clock or a question would go on.
  await pass(5_000)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('the queue', () => {
  it('stands in the order of the server, with what each case has left and what one may do', async () => {
    const rows = [
      waiting(3, { remainingWorkMinutes: -80, remainingMinutes: -80, light: 'yellow-card' }),
      waiting(1),
    ]
    await open('/cases', aCity(rows).api)
    expect(ids()).toEqual([3, 1])
    expect(lines()[0]!.textContent).toMatch(/超\s*1工作时20分/)
    expect(lines()[0]!.textContent).toContain('黄牌')
    expect(lines()[1]!.textContent).toMatch(/剩\s*2工作时/)
    expect(lines()[1]!.textContent).toContain('受理')
  })

  it.each([
    ['duty-officer', 'intake'],
    ['leader', 'supervised'],
    ['verifier', 'verify'],
    ['department-handler', 'mine'],
  ] as const)('opens for a %s with %s', async (role, filter) => {
    await open('/cases', aCity([waiting(1)], role).api)
    expect(asked('caseQueue')).toMatchObject([{ filter, region: 1, at: null }])
  })

  it('of an address shows its filter, region, words and case', async () => {
    await open('/cases?queue=dispatch&region=2&text=垃圾&case=7', aCity([waiting(7)]).api)
    expect(asked('caseQueue')).toMatchObject([{ filter: 'dispatch', region: 2, text: '垃圾' }])
    expect(page.named('[role=region]', '选中工单').textContent).toContain('案件7')
  })

  it('is followed down page by page', async () => {
    const all = Array.from({ length: 60 }, (_, i) => waiting(i + 1))
    await open('/cases', {
      ...aCity([]).api,
      caseQueue: async ({ cursor }) =>
        cursor === undefined
          ? aQueue({ rows: all.slice(0, 50), total: 60, cursor: '50' })
          : aQueue({ rows: all.slice(50), total: 60 }),
    })
    await press('End')
    expect(asked('caseQueue').at(-1)).toMatchObject({ cursor: '50' })
    expect(ids()).toHaveLength(60)
  })
})

describe('the keyboard', () => {
  it('moves, looks, gives an order, and goes on with the next case', async () => {
    await open('/cases', aCity([waiting(1), waiting(2), waiting(3)]).api)
    await press('j', 'j')
    expect(query().case).toBe('2')
    await press('a')
    expect(dialog()?.getAttribute('aria-label')).toBe('受理')
    page.named('dialog button', '受理').click()
    await pass(100)
    expect(asked('caseOrder')).toMatchObject([{ verb: 'case-accept', caseId: 2, expected: 100 }])
    expect(dialog()).toBeNull()
    expect(ids()).toEqual([1, 3])
    expect(query().case).toBe('3')
  })

  it('gives no order that is not open to the case, and none while a sheet is open', async () => {
    await open('/cases', aCity([waiting(1), waiting(2)]).api)
    await press('j', 'd')
    expect(dialog()).toBeNull()
    await press('?')
    expect(page.named('dialog', '键盘').textContent).toContain('受理')
    await press('a')
    expect(asked('caseOrder')).toEqual([])
    page.named('dialog button', '关闭').click()
    await pass(20)
    expect(dialog()).toBeNull()
    await press('k', 'Enter')
    expect(page.router.currentRoute.value.path).toBe('/cases/1')
  })

  it('changes the queue by its number, and shuts the case before it', async () => {
    await open('/cases?case=1', aCity([waiting(1)]).api)
    await press('2')
    expect(query()).toEqual({ queue: 'dispatch' })
    expect(asked('caseQueue').at(-1)).toMatchObject({ filter: 'dispatch' })
  })

  it('steps back by the back button to before the case was looked at', async () => {
    await open('/cases?queue=all', aCity([waiting(1), waiting(2)]).api)
    await press('j', 'j', 'k')
    page.router.back()
    await pass(20)
    expect(query()).toEqual({ queue: 'all' })
  })
})

describe('several cases at once', () => {
  it('each say what came of them; one that another changed names who, and may be looked at anew', async () => {
    const { held, api } = aCity([waiting(1), waiting(2), waiting(3), waiting(4)])
    const conflict = fault('conflict', {
      ...{ what: '案件已改动', by: '值班长', changed: 'case-declined', at: 1, position: 120 },
    })
    const take = api.caseOrder!
    api.caseOrder = (order) => (order.caseId === 2 ? Promise.reject(conflict) : take(order))
    await open('/cases', api)
    await press('j', ' ', 'J', 'J')
    expect(checkedIds()).toEqual([1, 2, 3])
    await press('a')
    expect(dialog()?.getAttribute('aria-label')).toBe('受理 3 件')
    page.named('dialog button[type=submit]', '受理').click()
    await pass(100)
    expect(asked('caseOrder')).toHaveLength(3)
    expect(dialog()!.textContent).toContain('✓ 已办')
    expect(dialog()!.textContent).toMatch(/值班长.*已不予受理/)
    held.rows = held.rows.map((row) => (row.caseId === 2 ? waiting(2, { may: [] }) : row))
    page.named('dialog button', '刷新').click()
    await pass(20)
    expect(asked('caseParcel')).toContain(2)
    page.named('dialog button', '关闭').click()
    await pass(100)
    expect(ids()).toEqual([2, 4])
    expect(checkedIds()).toEqual([2])
  })

  it('are open only to what is common to all of them', async () => {
    const rows = [waiting(1), waiting(2, { may: ['case-cancel', 'case-merge'] })]
    await open('/cases', aCity(rows).api)
    await press('j', 'x', 'j', 'x')
    const bar = page.named('section', '批量办理')
    expect(bar.textContent).toContain('作废')
    expect(bar.textContent).not.toContain('受理')
    await press('a')
    expect(dialog()).toBeNull()
    await press('Escape')
    expect(checkedIds()).toEqual([])
  })
})

describe('the role', () => {
  it('taken by the switcher brings its own queue, and nothing of the former one', async () => {
    let role: DemoRole = 'duty-officer'
    let answer = () => {}
    await open('/cases', {
      who: async () => aSession(aWho(role)),
      chooseRole: async (choice) => aWho((role = choice.role)),
      caseQueue: ({ filter }) =>
        filter === 'verify'
          ? new Promise((resolve) => {
              answer = () => resolve(aQueue({ rows: [waiting(9)] }))
            })
          : Promise.resolve(aQueue({ rows: [waiting(1)] })),
    })
    expect(ids()).toEqual([1])
    page.named('button', '演示身份').click()
    await pass(0)
    page.named('[role=menuitemradio]', '核查员').click()
    await pass(20)
    expect(asked('chooseRole')).toEqual([{ role: 'verifier' }])
    expect(asked('caseQueue').at(-1)).toMatchObject({ filter: 'verify' })
    expect(ids()).toEqual([])
    answer()
    await pass(20)
    expect(ids()).toEqual([9])
  })

  it('of a handler needs a department, whose own rates then stand above its queue', async () => {
    const rates = ['按期处置率', '按期结案率', '返工率', '延期率'].map((name) => ({
      ...aScoreTable().indicators[0]!,
      ...{ id: name, name },
    }))
    let who = aWho('duty-officer')
    await open('/cases', {
      who: async () => aSession(who),
      chooseRole: async ({ role, department }) => (who = aWho(role, department)),
      caseQueue: async () => aQueue(),
      scores: async () => ({
        ...aScoreTable(),
        indicators: rates,
        rows: aScoreTable().rows.map((row) => ({ ...row, cells: rates.map(() => aScoreCell()) })),
      }),
    })
    page.named('button', '演示身份').click()
    await pass(0)
    page.named('[role=menuitemradio]', '部门经办').click()
    await pass(0)
    page.named('[role=menuitemradio]', '环卫处').click()
    await pass(20)
    expect(asked('chooseRole')).toEqual([{ role: 'department-handler', department: 'sanitation' }])
    const strip = page.named('section', '本部门效能').textContent
    for (const { name } of rates) expect(strip).toContain(name)
    expect(strip).toContain('96 / 100')
  })

  it('cannot be chosen where there is no demo, and the queue is there all the same', async () => {
    await open('/cases', {
      ...aCity([waiting(1)]).api,
      who: async () => aSession({ ...aWho('duty-officer'), choices: [] }),
    })
    expect(() => page.named('button', '演示身份')).toThrow()
    expect(ids()).toEqual([1])
  })

  it('of a leader sees what came back and what is still out, with owner and date', async () => {
    const supervision = { at: 0, owner: '分管副市长', due: Date.parse('2026-06-18T00:00:00Z') }
    const rows = [
      waiting(1, { stage: 'handling', supervision, may: ['case-close-supervision'] }),
      waiting(2, { stage: 'closed', supervision, may: ['case-close-supervision'] }),
    ]
    await open('/cases', aCity(rows, 'leader').api)
    expect(page.text()).toMatch(/待销号1仍在督办1已过督办期限1/)
    expect(lines()[0]!.textContent).toMatch(/分管副市长.*已过 08:00/)
  })
})

describe('when the log moves', () => {
  it('what is new is announced, and neither the case looked at nor the ticks are lost', async () => {
    const { held, api } = aCity([waiting(1), waiting(2)])
    await open('/cases', api)
    await press('j', 'j', 'x')
    const { events } = page.api.feeds[0]!
    events.connected()
    events.frame('101', aFrame({ position: 101, now: Date.now() }))
    await pass(20)
    held.rows = [waiting(5), ...held.rows]
    events.frame('102', aFrame({ position: 102, now: Date.now() }))
    await pass(6_000)
    expect(ids()).toEqual([5, 1, 2])
    expect(page.named('[role=status]', '新到工单').textContent).toContain('新到 1 件')
    expect(query().case).toBe('2')
    expect(checkedIds()).toEqual([2])
    page.named('button', '新到 1 件').click()
    await pass(20)
    expect(query().case).toBe('5')
    expect(page.text()).not.toContain('新到1件')
  })

  it('a case that others took away stays in sight, and says that it has left', async () => {
    const { held, api } = aCity([waiting(1), waiting(2), waiting(3)])
    await open('/cases', api)
    await press('j', 'j')
    held.rows = [waiting(1), waiting(3)]
    await pass(61_000)
    expect(query().case).toBe('2')
    expect(page.text()).toContain('已不在此队列')
    await press('j')
    expect(query().case).toBe('3')
  })
})
