import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keptChars } from '../../shared/dead-letters/content.ts'
import { minuteMs } from '../../shared/time/civil.ts'
import { aReport, letterCity } from '../../test/letter-city.ts'
import { people } from '../../test/order-city.ts'
import { wire } from '../app/open-writer.ts'
import { redact } from '../ingest/dead-letter.ts'
import { letterBook } from '../queries/letter-book.ts'
import { letterOrder } from './letter-order.ts'

let city: ReturnType<typeof letterCity>
beforeEach(() => void (city = letterCity()))
afterEach(() => city.close())

const only = () => city.list().rows[0]!
const correct = (letter: number, fact: unknown) =>
  city.give({ verb: 'dead-letter-correct', letter, content: JSON.stringify(fact) })

describe('a dead letter corrected', () => {
  test('is taken as its own source under its own key, with who did it in the audit', async () => {
    city.send([aReport('A1', { eventType: undefined })])
    const letter = only()
    expect(letter).toMatchObject({ reason: 'missing-field', key: 'r-A1', state: 'open', tries: 0 })
    const done = await correct(letter.id, aReport('A1'))
    expect(done).toMatchObject({ taken: 1, refused: 0 })
    const position = done.results[0]?.position ?? 0
    expect(city.facts()).toContainEqual({ source: 'hotline', key: 'r-A1', type: 'case-reported' })
    expect(city.list()).toMatchObject({ rows: [], total: 0 })
    expect(city.list({ state: 'taken' }).rows.map(({ id }) => id)).toEqual([letter.id])
    const answer = city.get(letter.id)
    expect(answer.taken).toEqual({ position, caseId: 1 })
    expect(answer.steps).toMatchObject([{ outcome: 'taken', by: '值班长', edited: true }])
    expect(city.audit()).toEqual([
      { asker: 'demo-duty-officer', action: 'dead-letter-replay', position },
      { asker: 'demo-duty-officer', action: 'dead-letter-replay', position: position + 1 },
    ])
  })

  test('that is refused again stays, with the new reasons in words and what was tried', async () => {
    city.send([aReport('A1', { eventType: undefined })])
    const { id } = only()
    const done = await correct(id, aReport('A1', { occurredAt: '1969-07-20T20:17:00Z' }))
    expect(done).toMatchObject({ taken: 0, refused: 1 })
    expect(done.results[0]?.reasons[0]).toMatchObject({ code: 'out-of-range', field: 'occurredAt' })
    expect(only()).toMatchObject({ id, state: 'open', tries: 1 })
    await correct(id, aReport('A1'))
    const { steps, taken } = city.get(id)
    expect(steps.map(({ outcome }) => outcome)).toEqual(['refused', 'taken'])
    expect(steps[0]?.text).toContain('1969')
    expect(steps[0]?.reasons[0]?.message).toContain('2000—2100')
    expect(taken?.caseId).toBe(1)
    expect(city.list().groups).toMatchObject([{ reason: 'missing-field', open: 0, taken: 1 }])
  })

  test('cannot change who said it, or under which key', async () => {
    city.send([aReport('A1', { eventType: undefined })])
    const { id } = only()
    for (const more of [{ source: 'iot' }, { key: 'other' }, { key: undefined }])
      await expect(correct(id, aReport('A1', more))).rejects.toMatchObject({ code: 'bad-request' })
    const broken = { verb: 'dead-letter-correct', letter: id, content: '{"type":' } as const
    await expect(city.give(broken)).rejects.toMatchObject({
      params: { field: 'content', what: expect.stringContaining('括号') },
    })
    expect(city.list().total).toBe(1)
  })

  test('of a line that was no JSON keeps the source and key that can be read in it', async () => {
    const line = '{"type":"case-reported","source":"hotline","key":"r-A1",}'
    city.send([{ unreadableLine: line, row: 3 }])
    const { id } = only()
    expect(only()).toMatchObject({ reason: 'not-json', key: 'r-A1' })
    await expect(correct(id, aReport('A1', { key: 'x' }))).rejects.toMatchObject({
      params: { field: 'key' },
    })
    expect(await correct(id, aReport('A1'))).toMatchObject({ taken: 1 })
  })

  test('stays masked: what a person writes is masked too, and forbidden fields are dropped', async () => {
    city.send([
      aReport('A1', { eventType: undefined, 联系人: '张三', text: { title: '找 13912345678' } }),
    ])
    const { id } = only()
    expect(city.get(id).raw).not.toMatch(/张三|139/)
    const more = { occurredAt: 'x', text: { title: '找 13800138000' }, caller_phone: '13800138000' }
    await correct(id, aReport('A1', more))
    expect(city.get(id).steps[0]?.text).toContain('[电话]')
    expect(JSON.stringify(city.get(id))).not.toMatch(/138001|caller_phone/)
  })

  test('is one person’s work: the second hears that it was taken already', async () => {
    city.send([aReport('A1', { eventType: undefined })])
    const { id } = only()
    await correct(id, aReport('A1'))
    const before = city.facts().length
    await expect(correct(id, aReport('A1'))).rejects.toMatchObject({
      code: 'conflict',
      params: { what: expect.stringContaining('已收下') },
    })
    expect(city.facts()).toHaveLength(before)
    await expect(correct(99, aReport('A1'))).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('letters replayed', () => {
  const ahead = (n: number) =>
    aReport(`F${n}`, { occurredAt: city.clock.time + 30 * minuteMs, key: `f${n}` })
  const all = { source: 'hotline', reason: 'in-future' }

  test('all of one reason go in once what stood in the way is gone, and twice appends nothing', async () => {
    city.send(Array.from({ length: 450 }, (_, n) => ahead(n)))
    expect(await city.give({ verb: 'dead-letter-replay', ...all })).toMatchObject({ refused: 450 })
    const before = city.facts().length
    expect(city.list().rows[0]?.tries).toBe(0)
    city.pass(30 * minuteMs)
    const done = await city.give({ verb: 'dead-letter-replay', ...all })
    expect(done).toMatchObject({ taken: 450, refused: 0 })
    expect(done.results).toHaveLength(200)
    const after = city.facts().length
    expect(after - before).toBe(2 * 450)
    expect(await city.give({ verb: 'dead-letter-replay', ...all })).toMatchObject({ taken: 0 })
    expect(city.facts()).toHaveLength(after)
  })

  test('a fact that its source has sent again meanwhile settles its letter and appends nothing', async () => {
    const fact = ahead(1)
    city.send([fact])
    city.pass(30 * minuteMs)
    city.send([fact])
    const cases = () => city.facts().filter((fact) => (fact as { key: string }).key === 'f1').length
    expect(cases()).toBe(1)
    const { id } = only()
    expect(await city.give({ verb: 'dead-letter-replay', letters: [id] })).toMatchObject({
      taken: 1,
    })
    expect(cases()).toBe(1)
    expect(city.get(id).taken).not.toBeNull()
  })

  test('after the pack learned the source they speak of', async () => {
    city.send([aReport('N1', { source: 'media' })])
    expect(only()).toMatchObject({ reason: 'unknown-source', source: '', sourceName: '来源不明' })
    const choice = { verb: 'dead-letter-replay', source: '', reason: 'unknown-source' } as const
    expect(await city.give(choice)).toMatchObject({ refused: 1 })
    const caseSources = [...city.pack.caseSources, { key: 'media', name: '媒体' }]
    const pack = { ...city.pack, hash: 'tiny-2', caseSources }
    const { log, tree, ingest } = wire(pack, city.database, city.clock)
    const letters = letterBook(city.database)
    const parts = { pack, tree, log, letters, redact, retake: ingest.retakeNow, mask: String }
    const done = await letterOrder(parts, people.officer, choice, city.clock.time)
    expect(done).toMatchObject({ taken: 1, refused: 0 })
    expect(city.facts()).toContainEqual({ source: 'media', key: 'r-N1', type: 'case-reported' })
  })

  test('one that is cut off, masked in its name or not its key’s to say is blocked and says so', async () => {
    city.send([
      aReport('A1', { eventType: undefined, text: { description: '长'.repeat(keptChars) } }),
      aReport('A2', { eventType: undefined, key: '13800138000' }),
    ])
    city.ingest.takeNow(
      { ...people.officer, kind: 'source', sources: ['iot'] },
      [aReport('A3')],
      city.clock.time,
    )
    const rows = city.list().rows
    expect(rows.map(({ obstacle }) => obstacle)).toEqual(['forbidden', 'masked-name', 'truncated'])
    const letters = rows.map(({ id }) => id)
    const done = await city.give({ verb: 'dead-letter-replay', letters })
    expect(done).toMatchObject({ blocked: 3, taken: 0 })
    expect(done.results.map(({ reasons }) => reasons[0]?.message)).toEqual([
      expect.stringContaining('不能由我方代收'),
      expect.stringContaining('已隐去'),
      expect.stringContaining('4000 字'),
    ])
    const content = JSON.stringify(aReport('A3'))
    const order = { verb: 'dead-letter-correct', letter: letters[0]!, content } as const
    expect(await city.give(order)).toMatchObject({ blocked: 1 })
    expect(city.list().total).toBe(3)
  })
})

describe('letters dropped', () => {
  test('are settled with why, and are not replayed any more', async () => {
    city.send([null, 7, aReport('A1', { eventType: undefined })])
    const garbage = { source: '', reason: 'not-object' }
    const note = '测试数据，来电 13800138000 确认'
    expect(await city.give({ verb: 'dead-letter-drop', ...garbage, note })).toMatchObject({
      dropped: 2,
    })
    const [row] = city.list({ state: 'dropped' }).rows
    expect(city.get(row!.id).steps).toMatchObject([
      { outcome: 'dropped', by: '值班长', text: '测试数据，来电 [电话] 确认' },
    ])
    expect(city.audit().map(({ action }) => action)).toEqual(['dead-letter-drop'])
    await expect(
      city.give({ verb: 'dead-letter-replay', letters: [row!.id] }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect(await city.give({ verb: 'dead-letter-drop', ...garbage, note })).toMatchObject({
      dropped: 0,
    })
  })

  test('by nobody but the duty officer, of the whole city', async () => {
    city.send([null])
    const order = { verb: 'dead-letter-drop', letters: [1], note: '试' } as const
    for (const asker of [people.leader, people.handler, { ...people.officer, regions: [2] }])
      await expect(city.give(order, asker)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await city.give(order)).toMatchObject({ dropped: 1 })
  })
})
