import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { CaseRow } from '../../shared/cases/rows.ts'
import CaseStream from './CaseStream.vue'
import { aRow, noon, zone } from './builders.ts'
import type { PanelFace } from './face.ts'

afterEach(() => vi.unstubAllGlobals())

const stream = (rows: CaseRow[], more: { face?: PanelFace; open?: number | null } = {}) =>
  mount(CaseStream, {
    props: { rows, now: noon, zone, selected: 2, open: 3418, face: 'ready', ...more },
  })

it('a row says what, where, how far and how long, by words and not by colour alone', () => {
  const row = stream([aRow()]).get('li button')
  expect(row.text()).toContain('路灯成片熄灭')
  expect(row.text()).toContain('Ⅲ级')
  expect(row.text()).toContain('崇川区 文峰街道')
  expect(row.text()).toContain('处置')
  expect(row.text()).toContain('00:42:10')
  expect(row.get('[role=img]').attributes('aria-label')).toBe('环节 处置，第5步，共7步')
})

it('a late row says 超', () => {
  expect(stream([aRow({ deadline: noon - 1_611_000 })]).text()).toContain('超00:26:51')
})

it('a withheld case shows its type, never its text; a placeless one 未落点', () => {
  const text = stream([aRow({ withheld: true, title: '某小区住户', regionName: '' })]).text()
  expect(text).toContain('路灯故障')
  expect(text).not.toContain('某小区住户')
  expect(text).toContain('未落点')
})

it('tapping selects, and the selected row says so', async () => {
  const panel = stream([aRow(), aRow({ caseId: 2 })])
  const buttons = panel.findAll('li button')
  expect(buttons.map((b) => b.attributes('aria-pressed'))).toEqual(['false', 'true'])
  await buttons[0]!.trigger('click')
  expect(panel.emitted('select')).toEqual([[1]])
})

it('在办 0 is said, unknown 在办 is not', () => {
  expect(stream([aRow()], { open: 0 }).text()).toContain('在办 0')
  expect(stream([aRow()], { open: null }).text()).not.toContain('在办')
})

it('an empty stream says 本期无事项, a failed one 接口中断', () => {
  expect(stream([], { face: 'empty' }).text()).toContain('本期无事项')
  expect(stream([], { face: 'failed' }).get('[role=alert]').text()).toContain('接口中断')
})

it('stops watching its size when it goes', () => {
  const disconnect = vi.fn()
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect = disconnect
    },
  )
  stream([aRow()]).unmount()
  expect(disconnect).toHaveBeenCalledOnce()
})
