import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { AlertRow } from '../../shared/alerts/rows.ts'
import AlertLine from './AlertLine.vue'
import AlertList from './AlertList.vue'
import { anAlert, noon, zone } from './builders.ts'

const list = (rows: AlertRow[], more: object = {}) =>
  mount(AlertList, {
    props: { rows, now: noon, zone, total: rows.length, face: 'ready', ...more },
  })

it('an alert says what crossed which line, where, whose it is and since when', () => {
  const text = list([anAlert()]).get('li').text()
  expect(text).toContain('按期结案率 84.1% 低于红线 85%')
  expect(text).toContain('崇川区 · 市指挥中心 · 今日')
  expect(text).toContain('触发13:58')
  expect(text).toContain('确认待确认')
})

it('its colour has a numeral and a word', () => {
  const alert = list([anAlert(), anAlert({ alert: 2, level: 'yellow' })])
  expect(alert.findAll('[role=img]').map((chip) => chip.attributes('aria-label'))).toEqual([
    'Ⅰ级红色',
    'Ⅲ级黄色',
  ])
  expect(alert.find('li button').attributes('aria-label')).toContain('红色预警')
})

it('a value that may not be shown is left out, the line that was crossed is not', () => {
  const text = list([anAlert({ value: null, rule: '过黄线 10%' })]).text()
  expect(text).toContain('按期结案率 过黄线 10%')
  expect(text).not.toMatch(/null|0\.0/)
})

it('who has seen it and when stands under 确认', () => {
  const seen = anAlert({ acknowledgedAt: noon - 1_620_000, acknowledgedBy: '演示领导' })
  expect(list([seen], { acknowledgeable: true }).text()).toContain('确认14:05 演示领导')
})

it('tapping selects it, and 确认收到 acknowledges without selecting', async () => {
  const panel = list([anAlert()], { acknowledgeable: true })
  await panel.get('.what').trigger('click')
  expect(panel.emitted('select')?.[0]).toEqual([anAlert()])
  const buttons = panel.findAll('button').filter((b) => b.text() === '确认收到')
  await buttons[0]?.trigger('click')
  expect(panel.emitted('acknowledge')).toEqual([[81240]])
  expect(panel.emitted('select')).toHaveLength(1)
})

it('a wall that nobody touches has no button; one on its way cannot be pressed twice', () => {
  expect(list([anAlert()]).text()).not.toContain('确认收到')
  const busy = list([anAlert()], { acknowledgeable: true, busy: [81240] })
  const button = busy.findAll('button').find((b) => b.text() === '正在确认')
  expect(button?.attributes('disabled')).toBeDefined()
})

it('what does not fit is counted', () => {
  expect(list([anAlert()], { total: 14 }).text()).toContain('另有 13 条')
  expect(list([anAlert()]).text()).not.toContain('另有')
})

it('no alert says 本期无事项, an unknown number says nothing', () => {
  const empty = list([], { face: 'empty', total: 0 })
  expect(empty.text()).toContain('本期无事项')
  expect(list([], { face: 'loading', total: null }).text()).not.toContain('未解除')
})

it('inside the card of its indicator it leaves out where and whose', () => {
  const line = mount(AlertLine, { props: { row: anAlert(), now: noon, zone, compact: true } })
  expect(line.text()).not.toContain('市指挥中心')
  expect(line.text()).toContain('触发')
})

it('a cleared alert says when', () => {
  const line = mount(AlertLine, {
    props: { row: anAlert({ clearedAt: noon - 60_000 }), now: noon, zone, acknowledgeable: true },
  })
  expect(line.text()).toContain('解除14:31')
  expect(line.text()).toContain('未确认')
})
