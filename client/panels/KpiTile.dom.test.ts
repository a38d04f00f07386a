import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { BoardTile } from '../../shared/indicators/answers.ts'
import KpiGrid from './KpiGrid.vue'
import KpiTile from './KpiTile.vue'
import { aRate, aTile, noon, zone } from './builders.ts'

const tileOf = (changes: Partial<BoardTile>, selected = false) =>
  mount(KpiTile, { props: { tile: aTile(changes), now: noon, zone, selected } })
const rate = (changes: Partial<BoardTile>) => tileOf({ meta: aRate(), value: null, ...changes })

describe('what is not there', () => {
  const faces = {
    无数据: rate({ absence: 'no-data' }),
    本级不适用: rate({ absence: 'not-at-level' }),
    不显示: rate({ absence: 'suppressed' }),
    本期无事项: rate({ absence: 'nothing-due' }),
  }

  it.each(Object.entries(faces))(
    'says %s, and none of the others, no figure and no delta',
    (words, tile) => {
      const others = Object.keys(faces).filter((other) => other !== words)
      expect(tile.text()).toContain(words)
      for (const other of others) expect(tile.text()).not.toContain(other)
      expect(tile.text()).not.toMatch(/环比|同比|\d+(\.\d+)?%/)
      expect(tile.findAll('svg')).toHaveLength(0)
    },
  )

  it('zero is a figure with its deltas', () => {
    const tile = tileOf({ value: 0, previous: 4 })
    expect(tile.text()).toContain('0件')
    expect(tile.text()).toContain('环比▼100%')
    for (const words of Object.keys(faces)) expect(tile.text()).not.toContain(words)
  })
})

it('a warning shows its numeral beside its colour', () => {
  const chip = tileOf({ status: 'yellow' }).get('[role=img]')
  expect(chip.attributes('aria-label')).toBe('Ⅲ级黄色')
  expect(chip.text()).toBe('Ⅲ')
})

it('a stale figure says since when, and loses its deltas and its warning', () => {
  const asOf = Date.parse('2026-11-22T09:40:00+08:00')
  const tile = tileOf({ stale: true, asOf, status: 'red' })
  expect(tile.text()).toContain('数据截至 09:40')
  expect(tile.text()).not.toContain('环比')
  expect(tile.find('[role=img]').exists()).toBe(false)
})

it('is found by its name and says that it is selected', async () => {
  const tile = tileOf({}, true)
  expect(tile.attributes('aria-label')).toMatch(/^今日受理 12,846件/)
  expect(tile.attributes('aria-pressed')).toBe('true')
  await tile.trigger('click')
  expect(tile.emitted('select')).toEqual([['overview.accepted_today']])
})

it('a board without an answer keeps room and says why', () => {
  const grid = (face: 'loading' | 'failed', message?: string) =>
    mount(KpiGrid, {
      props: { tiles: [], now: noon, zone, selected: null, columns: 2, expected: 8, face, message },
    })
  expect(grid('loading').findAll('[role=status]')).toHaveLength(8)
  const failed = grid('failed', '末次 09:40')
  expect(failed.get('[role=alert]').text()).toContain('接口中断')
  expect(failed.text()).toContain('末次 09:40')
})

it('one tap on the figure asks where it comes from; on the name it goes on the map', async () => {
  const tile = tileOf({})
  await tile.get('.figure').trigger('click')
  expect(tile.emitted('explain')).toEqual([['overview.accepted_today']])
  expect(tile.emitted('select')).toBeUndefined()
  await tile.get('.name').trigger('click')
  expect(tile.emitted('select')).toEqual([['overview.accepted_today']])
})

it('what is missing explains itself as well', async () => {
  const tile = tileOf({ value: null, absence: 'no-data' })
  await tile.get('.absent').trigger('click')
  expect(tile.emitted('explain')).toHaveLength(1)
})
