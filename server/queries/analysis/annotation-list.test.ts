import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPerson, type Asker } from '../../../shared/access/asker.ts'
import { annotationDraft } from '../../../shared/analysis/annotation-orders.ts'
import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import { viewOf } from '../../../shared/analysis/views/view-of.ts'
import { aDay, orderCity, people, tenOClock } from '../../../test/order-city.ts'
import { tinyCity } from '../../../test/tiny-city.ts'
import { nantongPack } from '../../../test/demo-city.ts'
import { rebuild } from '../../projections/rebuild.ts'
import { packBook } from '../../log/pack-book.ts'
import { readingFor } from '../../projections/reading-for.ts'
import { analysisAsk } from './analysis-ask.ts'
import { wire } from '../../app/open-writer.ts'
import { CityView } from '../city-view.ts'
import { annotationList } from './annotation-list.ts'

const real = nantongPack().indicators.find(({ id }) => id === 'overview.reported_today')
if (real === undefined) throw new Error('no indicator')
const indicator = { ...real, numerator: ['case.reported'], department: 'sanitation' }
const theme = { ...nantongPack().themes[0]!, id: 'overview', defaultIndicator: indicator.id }
const city = orderCity(tinyCity({ indicators: [indicator], themes: [theme] }))
const { view } = city

const window = { from: '2026-10-01', to: '2026-12-01' }
const everywhere = { regions: [], indicators: [], themes: [] }
const typhoon = { kind: 'weather', from: '2026-11-03', to: '2026-11-05', title: '台风“银杏”' }
const add = async (asker: Asker, change: object = {}) => {
  const draft = annotationDraft.parse({ ...typhoon, scope: everywhere, ...change })
  const answer = await city.orders(asker, { verb: 'add-annotation', draft }, city.clock.time)
  view.follow()
  return answer.position ?? 0
}
const list = (asker: Asker, more: object = {}) =>
  annotationList(view, asker, { ...window, ...more })
const east: Asker = { ...demoPerson('analyst', 1), id: 'east', regions: [2] }
const west: Asker = { ...demoPerson('analyst', 1), id: 'west', regions: [3] }

beforeAll(() => {
  city.take([
    {
      ...{ type: 'coverage-reported', key: 'c', source: 'cases', feed: 'cases' },
      ...{ occurredAt: tenOClock, from: tenOClock - 40 * aDay, until: tenOClock },
    },
  ])
  city.report({ region: 'R4' })
})
afterAll(() => city.close())

describe('annotations beside the figures', () => {
  it('are written by analysts, officers and leaders, masked, with who wrote them', async () => {
    await expect(add(people.handler)).rejects.toMatchObject({ code: 'forbidden' })
    await add(people.analyst, { note: '联系人 13812345678' })
    const [row] = list(people.leader).rows
    expect(row).toMatchObject({
      ...{ kind: 'weather', title: '台风“银杏”', note: '联系人 [电话]', by: '演示分析员' },
      ...{ from: '2026-11-03', to: '2026-11-05', mayWithdraw: true },
    })
    expect((row?.end ?? 0) - (row?.start ?? 0)).toBe(2 * aDay)
    const stored = JSON.stringify(city.database.sqlite.prepare('SELECT * FROM log').all())
    expect(stored).not.toContain('台风')
    const audited = city.database.sqlite
      .prepare<[], string>("SELECT asker FROM audit WHERE action = 'add-annotation'")
      .pluck()
    expect(audited.all()).toEqual(['demo-analyst'])
  })

  it('are refused where they end before they begin, or speak of what is not there', async () => {
    await expect(add(people.analyst, { to: '2026-11-03' })).rejects.toMatchObject({
      code: 'bad-request',
    })
    const scope = (change: object) => ({ scope: { ...everywhere, ...change } })
    await expect(add(people.analyst, scope({ regions: [99] }))).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(add(people.analyst, scope({ themes: ['nothing'] }))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('keep to what a person sees: one’s own district only, and not the city’s', async () => {
    await expect(add(east)).rejects.toMatchObject({ code: 'not-found' })
    const scope = { ...everywhere, regions: [2] }
    await add(east, { title: '东区集市', scope })
    const titles = (asker: Asker) => list(asker).rows.map(({ title }) => title)
    expect(titles(east).sort()).toEqual(['东区集市', '台风“银杏”'])
    expect(titles(west)).toEqual(['台风“银杏”'])
    expect(titles(people.leader)).toHaveLength(2)
    expect(
      list(east)
        .rows.map(({ mayWithdraw }) => mayWithdraw)
        .sort(),
    ).toEqual([false, true])
  })

  it('show on every chart that they concern, and on no other', () => {
    const question: AnalysisQuestion = {
      ...{ indicators: [indicator.id], regions: [3], from: '2026-10-31', to: '2026-11-06' },
      ...{ grain: 'day', compare: 'none', view: 'trend', methods: [] },
    }
    const marks = (regions: number[]) => {
      const answer = analysisAsk(view, { ...question, regions }, () => true)
      const model = viewOf(answer, [view.epoch.catalog.meta(indicator)], [])
      const panel = model.kind === 'refused' ? undefined : model.panels[0]
      if (panel?.kind !== 'trend') throw new Error('no trend')
      return panel.marks.map((mark) => ({
        title: mark.annotation.title,
        days: panel.periods.slice(mark.first, mark.last + 1).map(({ label }) => label),
      }))
    }
    const storm = { title: '台风“银杏”', days: ['11月3日', '11月4日'] }
    expect(marks([3])).toEqual([storm])
    expect(marks([3, 2])).toHaveLength(2)
  })

  it('once withdrawn are gone, but not from answers as of before; a rebuild says the same', async () => {
    const before = view.position
    const [first] = list(people.leader).rows.filter(({ title }) => title.startsWith('台风'))
    const annotation = first?.id ?? ''
    const withdraw = (asker: Asker) =>
      city.orders(asker, { verb: 'withdraw-annotation', annotation }, city.clock.time)
    await expect(withdraw(east)).rejects.toMatchObject({ code: 'not-found' })
    await withdraw(people.officer)
    await withdraw(people.leader)
    view.follow()
    expect(list(people.leader).rows.map(({ id }) => id)).not.toContain(annotation)
    expect(list(people.leader, { at: before }).rows.map(({ id }) => id)).toContain(annotation)
    const table = () =>
      city.database.sqlite.prepare('SELECT * FROM annotation ORDER BY position').all()
    const rows = table()
    expect(rows).toHaveLength(3)
    const { readingOf, content } = packBook(city.database.sqlite, readingFor)
    expect(rebuild(city.database.sqlite, { readingOf, packContent: content }).sumsEqual).toBe(true)
    expect(table()).toEqual(rows)
  })

  it('sent twice with the sender’s own key are one', async () => {
    const key = 'a1b2c3d4e5'
    const once = await add(people.analyst, { title: '重复', key })
    expect(await add(people.analyst, { title: '重复', key })).toBe(once)
  })
})

it('a definition that the pack changed tells of itself, on its own charts and in the answer', () => {
  const one = orderCity(tinyCity({ indicators: [indicator], themes: [theme] }))
  one.report()
  one.clock.time += aDay
  const second = { ...indicator, definitionVersion: 2, definition: '含重复上报' }
  const pack = tinyCity({ hash: 'tiny-2', indicators: [second], themes: [theme] })
  wire(pack, one.database, one.clock)
  one.clock.time += aDay
  const later = new CityView(one.database, pack, one.clock)
  const question: AnalysisQuestion = {
    ...{ indicators: [indicator.id], regions: [1], from: '2026-11-01', to: '2026-11-09' },
    ...{ grain: 'day', compare: 'none', view: 'trend', methods: [] },
  }
  const answer = analysisAsk(later, question, () => true)
  const at = tenOClock + aDay
  expect(answer.lines[0]).toMatchObject({
    definitionVersion: 2,
    definitionChanges: [{ at, from: 1, to: 2 }],
  })
  expect(answer.annotations).toMatchObject([
    { kind: 'definition', by: null, from: '2026-11-06', note: '含重复上报', mayWithdraw: false },
  ])
  expect(answer.notes.map(({ code }) => code)).toContain('definition-changed')
  one.close()
})
