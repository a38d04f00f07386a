import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aSession, aWho } from '../../test/case-work.ts'
import {
  aLetter,
  aLetterList,
  aLetterRow,
  anImportReport,
  aPreview,
  lettersDone,
} from '../../test/intake-work.ts'
import { openPage, type PageApp } from '../../test/page-app.ts'
import type { CityApi } from '../api/city-api.ts'
import { Refused } from '../api/refused.ts'
import IntakePage from './IntakePage.vue'

let page: PageApp
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const open = async (address: string, replaced: Partial<CityApi> = {}) => {
  page = await openPage(IntakePage, address, {
    who: async () => aSession(aWho('duty-officer')),
    ...replaced,
  })
}
const asked = (name: keyof CityApi) =>
  page.api.calls.filter((call) => call.name === name).map((call) => call.input)
const query = () => page.router.currentRoute.value.query

async function pick() {
  const input = page.root.querySelector<HTMLInputElement>('input[type=file]')!
  const file = new File(['工单号'], '热线.csv')
  Object.defineProperty(input, 'files', { value: [file], configurable: true })
  input.dispatchEvent(new Event('change'))
  await pass()
}
async function set(selector: string, name: string, value: string) {
  const field = page.named(selector, name) as HTMLInputElement
  field.value = value
  field.dispatchEvent(new Event('change'))
  field.dispatchEvent(new Event('input'))
  await pass()
}
async function press(name: string, selector = 'button') {
  page.named(selector, name).click()
  await pass()
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-06-18T06:32:08Z') }))
afterEach(async () => {
  page.app.unmount()
  // Vue's own devtools wait once for three seconds; a clock or a question would go on.
  await pass(5_000)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('an import', () => {
  it('shows what the file holds, and says which columns are never read', async () => {
    await open('/intake')
    expect(page.text()).toContain('姓名、电话、证件号、车牌等列不读也不存')
    await pick()
    expect(page.text()).toContain('热线.csv')
    expect(page.named('section', '不读的列').textContent).toMatch(/联系电话.*像电话/)
    expect(page.named('section', '没有对应的列').textContent).toContain('来电时间')
    const options = [...page.named('select', '标题').querySelectorAll('option')]
    expect(options.map(({ textContent }) => textContent)).not.toContain('联系电话')
  })

  it('cannot be tried before number and time have their columns, and says so', async () => {
    await open('/intake')
    await pick()
    expect(page.text()).toContain('诉求时间还没有对应的列')
    expect((page.named('button', '试运行') as HTMLButtonElement).disabled).toBe(true)
    await set('select', '诉求时间', '1')
    expect(page.text()).not.toContain('还没有对应的列')
    await press('试运行')
    expect(asked('dryRunImport')).toEqual(['u1'])
    expect(page.text()).toMatch(/试运行结果.*行3.*可收2.*不能收1/)
    expect(page.named('section', '问题').textContent).toMatch(/4.*来电时间.*昨天.*不是能认的时间/)
  })

  it('takes what a near name was meant for, and tries again by itself', async () => {
    const sent: unknown[] = []
    await open('/intake', {
      dryRunImport: async (_upload, mapping) => {
        sent.push(mapping.valueMaps.region)
        return anImportReport({
          dryRun: true,
          wordsUnmatched: [{ field: 'status', given: '待核', rows: 1, near: [] }],
        })
      },
    })
    await pick()
    await set('select', '诉求时间', '1')
    await press('试运行')
    await press('是崇川区')
    expect(sent).toEqual([{}, { 崇川: '2' }])
    expect(page.text()).toContain('试运行结果')
    await set('select', '状态 待核 是', 'resolved')
    expect(sent).toHaveLength(3)
  })

  it('runs once it was tried, keeps the mapping under a name, and leads on', async () => {
    const ran: unknown[] = []
    await open('/intake', {
      runImport: async (upload, { mapping, saveAs }) => {
        ran.push([upload, mapping.name, mapping.columns.occurredAt, saveAs])
        return anImportReport()
      },
    })
    await pick()
    await set('select', '诉求时间', '1')
    await press('试运行')
    await set('label input', '', '热线日表')
    await press('导入 2 行')
    expect(ran).toEqual([['u1', '热线日表', '来电时间', '热线日表']])
    expect(page.text()).toMatch(/已导入.*已收2.*未收1/)
    const link = page.named('a', '下载未入库行') as HTMLAnchorElement
    expect(link.getAttribute('href')).toBe('/api/v1/imports/u1/rejected.csv')
    expect(page.named('a', '去待更正')).toBeTruthy()
  })

  it('that is refused says why in the server’s words, and the file can be chosen again', async () => {
    await open('/intake', {
      previewImport: () =>
        Promise.reject(new Refused('压缩包展开后过大，未读；请另存为 CSV', 'too-large')),
    })
    await pick()
    expect(page.named('[role=alert]', '压缩包展开后过大')).toBeTruthy()
    expect(page.text()).toContain('把工单表拖到这里')
  })

  it('chooses a saved mapping that fits', async () => {
    const mapping = {
      ...aPreview().suggestion,
      columns: { number: '工单号', occurredAt: '来电时间' },
    }
    await open('/intake', {
      importMappings: async () => [
        { id: 'm1', name: '热线日表', origin: 'saved', mapping: mapping as never, savedAt: 0 },
      ],
    })
    await pick()
    const select = page.named('label', '用已存映射').querySelector('select')!
    select.value = 'm1'
    select.dispatchEvent(new Event('change'))
    await pass()
    expect((page.named('button', '试运行') as HTMLButtonElement).disabled).toBe(false)
  })
})

describe('待更正', () => {
  const address = '/intake?tab=letters'

  it('counts by source and reason; one tapped is listed, and the address says so', async () => {
    await open(address)
    expect(page.text()).toMatch(/网格1字段不合要求1/)
    await press('字段不合要求', '[aria-pressed]')
    expect(query()).toEqual({ tab: 'letters', source: 'grid', reason: 'invalid-field' })
    expect(asked('letters').at(-1)).toMatchObject({ source: 'grid', reason: 'invalid-field' })
  })

  it('opens one with what was wrong and what to do, and sends the corrected fact', async () => {
    const sent: [number, string][] = []
    await open(`${address}&letter=1`, {
      correctLetter: async (letter, content) => {
        sent.push([letter, content])
        return lettersDone({ letter })
      },
    })
    const detail = page.named('aside', '待更正详情')
    expect(detail.textContent).toMatch(
      /来源网格.*问题.*occurredAt 不合要求.*怎么办.*按要求改正后提交/s,
    )
    expect(page.named('label', '发生时间').className).toContain('wrong')
    const field = page.named('label', '发生时间').querySelector('input')!
    field.value = '2026-06-01T08:00:00+08:00'
    field.dispatchEvent(new Event('change'))
    await pass()
    page.named('button', '提交更正').closest('form')!.dispatchEvent(new Event('submit'))
    await pass()
    const [letter, content] = sent[0]!
    expect(letter).toBe(1)
    expect(JSON.parse(content)).toMatchObject({
      ...{ key: 'r-1', source: 'grid', occurredAt: '2026-06-01T08:00:00+08:00' },
      text: { title: '暴露垃圾' },
    })
    expect(page.named('[role=status]', '已收下，已按原来源与原 key 入库')).toBeTruthy()
  })

  it('does not let source and key be changed', async () => {
    await open(`${address}&letter=1`)
    for (const name of ['键 key', '来源'])
      expect(page.named('label', name).querySelector('input')!.readOnly).toBe(true)
  })

  it('what is no fact is mended as text, and only sent once it is one', async () => {
    await open(`${address}&letter=1`, {
      letter: async () => aLetter({ row: aLetterRow({ type: null }), raw: '{"type":"case-' }),
    })
    const area = page.named('textarea', '原文') as HTMLTextAreaElement
    expect((page.named('button', '重放') as HTMLButtonElement).disabled).toBe(true)
    area.value = '{"type":"case-closed"}'
    area.dispatchEvent(new Event('input'))
    await pass()
    expect((page.named('button', '提交更正') as HTMLButtonElement).disabled).toBe(false)
  })

  it('says of one that is cut off that it cannot be replayed, and offers no key for it', async () => {
    await open(`${address}&letter=1`, {
      letter: async () => aLetter({ row: aLetterRow({ obstacle: 'truncated' }) }),
    })
    expect(page.text()).toContain('只留了开头，不能重放')
    expect(() => page.named('button[type=submit]', '重放')).toThrow()
    expect(page.named('button', '不再处理')).toBeTruthy()
  })

  it('replays all of one reason, and says how many went in', async () => {
    await open(`${address}&source=grid&reason=unknown-region`, {
      letters: async () => aLetterList({ total: 12 }),
      replayLetters: async () => ({
        ...{ taken: 10, refused: 2, blocked: 0, dropped: 0 },
        results: [lettersDone().results[0]!, lettersDone().results[0]!],
      }),
    })
    await press('重放这 12 条')
    expect(page.named('[role=status]', '收下 10 条，仍未收 2 条')).toBeTruthy()
  })

  it('drops one only with a reason', async () => {
    await open(`${address}&letter=1`)
    await press('不再处理', 'aside button')
    const field = page.named('aside input', '不再处理的理由') as HTMLInputElement
    const form = field.closest('form')!
    expect(form.querySelector('button')!.disabled).toBe(true)
    field.value = '测试数据'
    field.dispatchEvent(new Event('input'))
    await pass()
    form.dispatchEvent(new Event('submit'))
    await pass()
    expect(asked('dropLetters')).toEqual([{ letters: [1] }])
  })

  it('says that older ones made room, that there are none, or what is wrong', async () => {
    await open(address, {
      letters: async () =>
        aLetterList({
          ...{ rows: [], total: 0, groups: [] },
          gone: [{ source: 'iot', sourceName: '物联', count: 8_000, lastAt: 0 }],
        }),
    })
    expect(page.text()).toContain('没有要更正的')
    expect(page.text()).toContain('物联另有8,000条较早的已清出')
    page.app.unmount()
    await open(address, { letters: () => Promise.reject(new Error('no')) })
    expect(page.text()).toContain('连接不上服务器')
  })
})
