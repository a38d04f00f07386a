import { afterAll, expect, it } from 'vitest'
import { makeTestCity } from '../../test/demo-city.ts'
import { measureList } from './measure-list.ts'

const city = makeTestCity()
afterAll(() => city.close())

it('says of every measure where it comes from and which indicators count it', () => {
  const items = measureList(city.view, {})
  expect(items).toHaveLength(city.pack.measures.length)
  const due = items.find(({ id }) => id === 'case.due_closing')
  const counted = items.filter(({ origin }) => origin === 'cases')
  expect(counted.every(({ feeds }) => feeds.length > 0)).toBe(true)
  const used = new Set(items.flatMap(({ usedBy }) => usedBy.map(({ id }) => id)))
  const direct = city.pack.indicators.filter((i) => i.formula !== 'composite')
  expect(direct.filter(({ id }) => !used.has(id))).toEqual([])
  if (due) expect(due.usedBy.map(({ part }) => part)).toContain('denominator')
})

it('lists what one indicator or one feed is about', () => {
  const parts = measureList(city.view, { indicator: 'hotline.answer_rate' })
  expect(parts.map(({ id }) => id).sort()).toEqual(['hotline.calls_answered', 'hotline.calls_in'])
  const [feed] = parts[0]?.feeds ?? []
  const delivered = measureList(city.view, { feed: feed?.id })
  expect(delivered.map(({ id }) => id)).toContain('hotline.calls_in')
  expect(() => measureList(city.view, { indicator: 'nobody' })).toThrow('not-found')
})
