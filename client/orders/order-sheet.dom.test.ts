import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref, type App } from 'vue'
import { caseVerbs, type CaseOrder, type CaseVerb } from '../../shared/cases/orders.ts'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import type { CityApi } from '../api/city-api.ts'
import { FileRefused } from '../api/keep-file.ts'
import { useSession } from '../stores/session.ts'
import { useTime } from '../stores/time.ts'
import { aParcel, aProposal, aQueueRow } from '../../test/case-work.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import OrderSheet from './OrderSheet.vue'
import { orderForms } from './order-draft.ts'

const hour = 3_600_000
let page: PageApp
let app: App | null = null
const heard = { done: [] as unknown[], closed: 0 }

beforeEach(() => {
  vi.useFakeTimers({ now: 10 * hour })
  Object.assign(heard, { done: [], closed: 0 })
})
afterEach(() => {
  app?.unmount()
  app = null
  document.body.innerHTML = ''
  vi.useRealTimers()
})

const mayAll = (given: Partial<QueueRow> = {}): QueueRow => aQueueRow({ may: caseVerbs, ...given })

/** A page with a button that opens the sheet, as a list does. */
async function sheetOf(verb: CaseVerb, rows = [mayAll()], replaced: Partial<CityApi> = {}) {
  const open = ref(false)
  const holder = defineComponent({
    setup() {
      useSession().start()
      useTime()
      return () => [
        h('button', { onClick: () => (open.value = true) }, '开单'),
        open.value
          ? h(OrderSheet, {
              rows,
              verb,
              onDone: (positions: unknown[]) => heard.done.push(...positions),
              onClose: () => {
                heard.closed += 1
                open.value = false
              },
            })
          : null,
      ]
    },
  })
  page = await openPage(holder, '/', replaced)
  app = page.app
  page.named('button', '开单').click()
  await settle()
}
// Vue drops events of the instant at which it attached a listener.
const settle = () => vi.advanceTimersByTimeAsync(2)
const orders = () =>
  page.api.calls.filter(({ name }) => name === 'caseOrder').map(({ input }) => input as CaseOrder)
/** What an order says beside whom it is about. */
const said = (): Record<string, unknown>[] =>
  orders().map(({ caseId: _c, expected: _e, key: _k, ...rest }) => rest)
const field = (label: string) =>
  page.root.querySelector<HTMLInputElement>(`[aria-label="${label}"]:is(input,select,textarea)`)!
async function write(label: string, text: string) {
  const element = field(label)
  element.value = text
  element.dispatchEvent(new Event(element.tagName === 'SELECT' ? 'change' : 'input'))
  await settle()
}
async function pick(value: string) {
  const radio = page.root.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`)!
  radio.checked = true
  radio.dispatchEvent(new Event('change'))
  await settle()
}
async function enter(on: Element = page.root.querySelector('form')!) {
  on.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  await settle()
}
const conflict = (at: number) => ({
  data: {
    fault: {
      code: 'conflict',
      params: {
        ...{ what: '此案已由值班长派遣，请看过再办', id: 1, by: '值班长' },
        ...{ changed: 'case-dispatched', at, position: 130 },
      },
    },
  },
})

describe('an order says exactly what its procedure names', () => {
  const bare: CaseVerb[] = [
    'case-accept',
    'case-register',
    'case-sign',
    'case-start',
    'case-resume',
  ]
  it.each(bare)('%s says nothing beside the case', async (verb) => {
    await sheetOf(verb)
    await enter()
    expect(said()).toEqual([{ verb }])
  })

  const why: CaseVerb[] = [
    ...(['case-decline', 'case-cancel', 'case-reopen', 'case-return'] as const),
    ...(['case-suspend', 'case-rework', 'case-refuse-extension'] as const),
  ]
  it.each(why)('%s says why', async (verb) => {
    await sheetOf(verb)
    await write('理由', ' 不属本市 ')
    await enter()
    expect(said()).toEqual([{ verb, reason: '不属本市' }])
  })

  it('a dispatch goes to the department proposed, by the limit of the type', async () => {
    await sheetOf('case-dispatch')
    await enter()
    expect(said()).toEqual([{ verb: 'case-dispatch', department: 'sanitation' }])
  })

  it('a dispatch may set another department and limit, or an instant on the city’s clock', async () => {
    const candidates = [
      { id: 'sanitation', name: '环卫处', why: 'lead' as const },
      { id: 'water', name: '水务局', why: 'other' as const },
    ]
    await sheetOf('case-dispatch', undefined, {
      caseProposal: async () => aProposal({ candidates }),
    })
    await write('其他部门', 'water')
    await pick('limit')
    await write('时长', '3')
    await enter()
    expect(said()).toEqual([
      { verb: 'case-dispatch', department: 'water', limit: { amount: 3, unit: 'work-day' } },
    ])
    app?.unmount()
    await sheetOf('case-dispatch')
    await pick('until')
    await write('处置时限至', '1970-01-02T08:00')
    await enter()
    expect(said()).toEqual([
      { verb: 'case-dispatch', department: 'sanitation', disposalDeadline: 24 * hour },
    ])
  })

  it('several cases each go to the department of their own type', async () => {
    const rows = [mayAll({ caseId: 1 }), mayAll({ caseId: 2, position: 200 })]
    await sheetOf('case-dispatch', rows, {
      caseProposal: async (caseId) =>
        aProposal({ caseId, department: { id: `d${caseId}`, name: `部门${caseId}` } }),
    })
    await enter()
    expect(orders().map(({ caseId, expected }) => [caseId, expected])).toEqual([
      [1, 100],
      [2, 200],
    ])
    expect(said().map(({ department }) => department)).toEqual(['d1', 'd2'])
  })

  it('a type is found by its 大类 or a word of it', async () => {
    await sheetOf('case-retype')
    expect(page.root.querySelectorAll('input[name="type"]')).toHaveLength(1)
    await write('查小类', '渣土')
    await pick('0103')
    await enter()
    expect(said()).toEqual([{ verb: 'case-retype', type: '0103' }])
  })

  it('a place without a point is a region by name', async () => {
    await sheetOf('case-relocate')
    await write('选县(市、区)', '3')
    await enter()
    expect(said()).toEqual([{ verb: 'case-relocate', region: 3, point: null }])
  })

  it('a place that did not change is not sent', async () => {
    await sheetOf('case-relocate')
    await enter()
    expect(orders()).toEqual([])
    expect(page.text()).toContain('位置没有变')
  })

  it('a case goes into a twin, which is told by metres and minutes', async () => {
    const twin = { ...aQueueRow({ caseId: 7 }), metres: 48.2, minutesApart: 133 }
    await sheetOf('case-merge', undefined, {
      caseDuplicates: async () => ({ rows: [twin], position: 100 }),
    })
    expect(page.text()).toContain('相距48米·相隔2时13分')
    await pick('7')
    await enter()
    expect(said()).toEqual([{ verb: 'case-merge', into: 7 }])
  })

  it('of several cases the one chosen stays, and the others go into it', async () => {
    const rows = [mayAll({ caseId: 1 }), mayAll({ caseId: 2 }), mayAll({ caseId: 3 })]
    await sheetOf('case-merge', rows)
    await pick('2')
    await enter()
    expect(orders().map(({ caseId }) => caseId)).toEqual([1, 3])
    expect(heard.closed).toBe(1)
  })

  it('an extension is asked until a time on the city’s clock, and granted as asked', async () => {
    await sheetOf('case-ask-extension')
    await write('新的处置时限', '1970-01-03T09:30')
    await write('理由', '等配件')
    await enter()
    expect(said()).toEqual([{ verb: 'case-ask-extension', until: 49.5 * hour, reason: '等配件' }])
    app?.unmount()
    await sheetOf('case-extend')
    await enter()
    expect(said()).toEqual([{ verb: 'case-extend' }])
  })

  it.each([
    ['case-resolve', '处置结果'],
    ['case-verify', '核查说明'],
    ['case-close', '结案说明'],
  ] as const)('%s may say a note', async (verb, label) => {
    await sheetOf(verb)
    await write(label, '已清运')
    await enter()
    expect(said()).toEqual([{ verb, note: '已清运' }])
  })

  it('a result goes with the files that the server kept, and a refused one says why', async () => {
    await sheetOf('case-resolve', undefined, {
      keepFile: async ({ name, size }) => {
        if (name.endsWith('.exe'))
          throw new FileRefused('不收此类文件；请传图片、PDF、Word 或 Excel')
        return { hash: 'b'.repeat(64), name, type: 'image/png', bytes: size }
      },
    })
    const picker = field('选附件')
    const files = [new File(['x'], '现场.png'), new File(['x'], 'a.exe')]
    Object.defineProperty(picker, 'files', { value: files, configurable: true })
    picker.dispatchEvent(new Event('change'))
    await settle()
    expect(page.text()).toContain('不收此类文件')
    await enter()
    expect(said()).toEqual([{ verb: 'case-resolve', attachments: ['b'.repeat(64)] }])
  })

  it('rating, hand-over and supervision say what they are asked', async () => {
    await sheetOf('case-rate')
    await pick('dissatisfied')
    await enter()
    expect(said()).toEqual([{ verb: 'case-rate', rating: 'dissatisfied' }])
    app?.unmount()
    await sheetOf('case-supervise', [mayAll({ departmentName: '环卫处' })])
    page.named('button', '环卫处主要负责人').click()
    await write('督办期限', '1970-01-02T08:00')
    await write('督办要求', '当日清完')
    await enter()
    expect(said()).toEqual([
      {
        ...{ verb: 'case-supervise', owner: '环卫处主要负责人' },
        ...{ due: 24 * hour, note: '当日清完' },
      },
    ])
    app?.unmount()
    await sheetOf('case-close-supervision')
    await write('督办结果', '属实')
    await enter()
    expect(said()).toEqual([{ verb: 'case-close-supervision', note: '属实' }])
    app?.unmount()
    const sources = [
      { key: 'grid', name: '网格' },
      { key: 'police', name: '110' },
    ]
    const api = page.api
    await sheetOf('case-hand-over', undefined, {
      city: async () => ({ ...(await api.city()), caseSources: sources }),
    })
    await pick('police')
    await enter()
    expect(said()).toEqual([{ verb: 'case-hand-over', to: 'police' }])
  })

  it('has a form for every verb', () => {
    expect(Object.keys(orderForms).sort()).toEqual([...caseVerbs].sort())
  })
})

describe('what came of an order', () => {
  it('sends nothing while something is missing, and says what to do', async () => {
    await sheetOf('case-decline')
    await enter()
    expect(orders()).toEqual([])
    expect(page.named('[role="alert"]', '请写明不予受理的理由')).toBeTruthy()
  })

  it('tells of a conflict who did what and when, and goes on from the case as it is then', async () => {
    let tries = 0
    await sheetOf('case-cancel', undefined, {
      caseOrder: async ({ expected }) => {
        if ((tries += 1) === 1) throw conflict(9 * hour)
        return { position: expected + 1 }
      },
      caseParcel: async () => aParcel({ row: mayAll({ position: 130, stage: 'dispatched' }) }),
    })
    await write('理由', '重复')
    await enter()
    expect(page.text()).toContain('值班长17:00已派遣')
    await enter()
    expect(orders()).toHaveLength(1)
    page.named('button', '刷新').click()
    await settle()
    await enter()
    expect(orders().map(({ expected }) => expected)).toEqual([100, 130])
    expect(orders()[0]?.key).not.toBe(orders()[1]?.key)
    expect(heard).toEqual({ done: [{ caseId: 1, position: 131 }], closed: 1 })
  })

  it('sends the same order again under the same key, and another under another', async () => {
    let up = false
    await sheetOf('case-cancel', undefined, {
      caseOrder: async () => {
        if (!up) throw new TypeError('fetch failed')
        return { position: 101 }
      },
    })
    await write('理由', '重复')
    await enter()
    expect(page.text()).toContain('再试一次不会重复')
    await enter()
    await write('理由', '误报')
    up = true
    await enter()
    const [first, again, other] = orders().map(({ key }) => key)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('says per case what came of it, keeps open what failed, and tells what went through', async () => {
    const rows = [
      mayAll({ caseId: 1 }),
      mayAll({ caseId: 2, number: 'WG-2' }),
      aQueueRow({ caseId: 3 }),
    ]
    await sheetOf('case-sign', rows, {
      caseOrder: async ({ caseId }) => {
        const fault = { code: 'forbidden', params: { why: 'department' } }
        if (caseId === 2) throw { data: { fault } }
        return { position: 150 }
      },
    })
    await enter()
    expect(orders().map(({ caseId }) => caseId)).toEqual([1, 2])
    expect(page.text()).toContain('✓已办')
    expect(page.text()).toContain('此案不在本部门，请由承办部门办理')
    expect(page.text()).toContain('现为立案，此岗位不能签收')
    expect(heard.closed).toBe(0)
    page.named('button', '取消').click()
    await settle()
    expect(heard).toEqual({ done: [{ caseId: 1, position: 150 }], closed: 1 })
  })
})

describe('the sheet by keyboard', () => {
  it('begins in its first field, and Esc closes it and nothing behind it', async () => {
    const shut = vi.spyOn(HTMLDialogElement.prototype, 'close')
    await sheetOf('case-decline')
    expect(document.activeElement).toBe(field('理由'))
    const esc = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    const outside = vi.fn()
    window.addEventListener('keydown', outside)
    field('理由').dispatchEvent(esc)
    window.removeEventListener('keydown', outside)
    await settle()
    expect(heard.closed).toBe(1)
    expect(outside).not.toHaveBeenCalled()
    // The browser gives the focus back to where a modal was opened from when it closes.
    expect(shut).toHaveBeenCalledOnce()
  })

  it('keeps the focus inside, both ways round', async () => {
    await sheetOf('case-decline')
    const tab = (shiftKey: boolean) =>
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Tab', shiftKey, bubbles: true, cancelable: true }),
      )
    const send = page.named('button[type="submit"]', '不予受理')
    send.focus()
    tab(false)
    expect(document.activeElement).toBe(page.named('button', '关闭'))
    tab(true)
    expect(document.activeElement).toBe(send)
  })

  it('sends nothing on the Enter that ends a Chinese word or begins a line', async () => {
    await sheetOf('case-decline')
    await write('理由', '不属')
    for (const how of [{ isComposing: true }, { shiftKey: true }])
      field('理由').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...how }),
      )
    await settle()
    expect(orders()).toEqual([])
    await enter(field('理由'))
    expect(orders()).toHaveLength(1)
  })
})
