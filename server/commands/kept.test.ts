import { expect, test } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import type { SavedQuestionDraft } from '../../shared/reports/saved-question.ts'
import type { ReportDraft } from '../../shared/reports/report.ts'
import { orderCity, people, tenOClock } from '../../test/order-city.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { reportGet, reportList } from '../queries/reports/report-answers.ts'
import { savedList, savedQuestion } from '../queries/reports/saved-list.ts'

const question = (regions: number[]) => ({
  ...{ indicators: ['case.reported'], regions, from: '2026-10-01', to: '2026-11-01' },
  ...{ grain: 'month' as const },
})
const draft = (given: Partial<SavedQuestionDraft> = {}): SavedQuestionDraft => ({
  ...{ name: '上报件数', question: question([2]), visibility: 'scope' },
  ...given,
})
const report = (given: Partial<ReportDraft> = {}): ReportDraft => ({
  ...{ name: '周报', template: 'free', paper: 'A4', schedule: 'none' },
  blocks: [{ kind: 'text', text: '联系 13812345678' }],
  ...given,
})

function aCity() {
  const city = orderCity()
  city.take([])
  const give = async (who: keyof typeof people, order: Parameters<typeof city.orders>[1]) => {
    const answer = await city.orders(people[who], order, city.clock.time)
    city.clock.time += 1_000
    city.view.follow()
    return answer.id ?? ''
  }
  return { ...city, give }
}
const inDistrict = (region: number) => ({ ...demoPerson('analyst', 1), id: 'd', regions: [region] })

test('a saved question is found by its keeper and, shared, by whoever sees all its regions', async () => {
  const { give, view, close } = aCity()
  const shared = await give('analyst', { verb: 'save-question', draft: draft() })
  const own = await give('analyst', {
    verb: 'save-question',
    draft: draft({ name: '自用', visibility: 'own' }),
  })
  const names = (asker: Parameters<typeof savedList>[1]) =>
    savedList(view, asker).rows.map((row) => [row.name, row.own])
  expect(names(people.analyst)).toEqual([
    ['上报件数', true],
    ['自用', true],
  ])
  expect(names(people.leader)).toEqual([['上报件数', false]])
  expect(names(inDistrict(2))).toEqual([['上报件数', false]])
  expect(names(inDistrict(3))).toEqual([])
  expect(savedQuestion(view, people.leader, shared).question.regions).toEqual([2])
  for (const [asker, id] of [
    [inDistrict(3), shared],
    [people.leader, own],
    [people.leader, 'question-000000000000'],
  ] as const)
    expect(() => savedQuestion(view, asker, id)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  close()
})

test('what is kept is replaced and removed only by its keeper, each with an audit, also after a rebuild', async () => {
  const { give, view, database, close } = aCity()
  const id = await give('analyst', { verb: 'save-question', draft: draft({ key: 'one-order' }) })
  expect(await give('analyst', { verb: 'save-question', draft: draft({ key: 'one-order' }) })).toBe(
    id,
  )
  await expect(
    give('officer', { verb: 'save-question', draft: draft({ id, name: '别人的' }) }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await expect(give('officer', { verb: 'remove-question', id })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(give('handler', { verb: 'save-question', draft: draft() })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await give('analyst', { verb: 'save-question', draft: draft({ id, name: '改名' }) })
  const gone = await give('analyst', { verb: 'save-question', draft: draft({ name: '删掉' }) })
  await give('analyst', { verb: 'remove-question', id: gone })
  const names = () => savedList(view, people.analyst).rows.map(({ name }) => name)
  expect(names()).toEqual(['改名'])
  const audits = database.sqlite
    .prepare("SELECT action FROM audit WHERE action LIKE 'question-%' ORDER BY number")
    .pluck()
    .all()
  expect(audits).toEqual(['question-saved', 'question-saved', 'question-saved', 'question-removed'])
  const { readingOf, content } = packBook(database.sqlite, readingFor)
  rebuild(database.sqlite, { readingOf, packContent: content })
  expect(names()).toEqual(['改名'])
  close()
})

test('a question beyond what its asker sees is not kept', async () => {
  const { orders, close } = aCity()
  await expect(
    orders(inDistrict(3), { verb: 'save-question', draft: draft() }, tenOClock),
  ).rejects.toMatchObject({ code: 'not-found' })
  await expect(
    orders(
      inDistrict(3),
      { verb: 'save-report', draft: report({ template: 'monthly' }) },
      tenOClock,
    ),
  ).rejects.toMatchObject({ code: 'not-found' })
  close()
})

test('a report is kept with its words masked, and not there for whoever does not see all of it', async () => {
  const { give, view, close } = aCity()
  const blocks: ReportDraft['blocks'] = [
    ...report().blocks,
    { kind: 'question', question: question([2]), caption: '图一' } as never,
  ]
  const id = await give('analyst', { verb: 'save-report', draft: report({ blocks }) })
  const { report: kept, document, files } = await reportGet(view, people.leader, { id }, true)
  expect(JSON.stringify(kept.blocks[0])).not.toContain('13812345678')
  expect(document.parts.map(({ kind }) => kind)).toEqual(['text', 'question'])
  expect(files).toEqual([])
  // Its window follows the report: a whole month's, now ending with yesterday.
  expect(document.parts[1]).toMatchObject({ question: { from: '2026-10-05', to: '2026-11-05' } })
  expect(reportList(view, inDistrict(3)).rows).toEqual([])
  await expect(reportGet(view, inDistrict(3), { id }, true)).rejects.toMatchObject({
    code: 'not-found',
  })
  await give('analyst', { verb: 'remove-report', id })
  expect(reportList(view, people.analyst).rows).toEqual([])
  close()
})
