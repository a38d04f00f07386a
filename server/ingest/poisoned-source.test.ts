import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sourceAsker } from '../../shared/access/asker.ts'
import { keptChars, obstacleOf, readContent } from '../../shared/dead-letters/content.ts'
import { aReport, letterCity } from '../../test/letter-city.ts'
import { letterKeeper } from '../db/letter-keeper.ts'
import { deadLetter } from './dead-letter.ts'
import { maskTokens } from './mask.ts'

let city: ReturnType<typeof letterCity>
beforeEach(() => void (city = letterCity()))
afterEach(() => city.close())

const poisoned = sourceAsker('poisoned', ['iot'])
const honest = sourceAsker('honest', ['hotline'])
const garbage = (n: number) => ({ type: 'case-reported', source: 'iot', key: `g${n}`, case: 7 })
const kept = () => city.database.sqlite.prepare('SELECT count(*) FROM rejected').pluck().get()

describe('a source that sends only garbage', () => {
  test('in a flood delays no other: who comes after it is answered before it', async () => {
    const now = city.clock.time
    const answered: string[] = []
    const flood = Array.from({ length: 6_000 }, (_, n) => garbage(n))
    const flooding = city.ingest.take(poisoned, flood, now).then((verdicts) => {
      answered.push('flood')
      return verdicts
    })
    const good = await city.ingest.take(honest, [aReport('A1')], now).then((verdicts) => {
      answered.push('good')
      return verdicts
    })
    expect(good).toMatchObject([{ verdict: 'accepted', reasons: [] }])
    const verdicts = await flooding
    expect(verdicts.every(({ verdict }) => verdict === 'rejected')).toBe(true)
    expect(answered).toEqual(['good', 'flood'])
  })

  test('drop by drop takes nothing from another, whatever lies between its facts', async () => {
    for (let n = 0; n < 40; n += 1) {
      await city.ingest.take(poisoned, [garbage(n)], city.clock.time)
      const [good] = await city.ingest.take(honest, [aReport(`A${n}`)], city.clock.time)
      expect(good?.verdict).toBe('accepted')
    }
    city.view.follow()
    expect(city.list().groups).toMatchObject([{ source: 'iot', open: 40 }])
    expect(city.list().total).toBe(40)
  })

  test('beside good facts in one report costs none of them', async () => {
    const mixed = Array.from({ length: 1_200 }, (_, n) =>
      n % 2 === 0 ? garbage(n) : aReport(`M${n}`),
    )
    const both = sourceAsker('both', ['iot', 'hotline'])
    const verdicts = await city.ingest.take(both, mixed, city.clock.time)
    expect(verdicts.filter(({ verdict }) => verdict === 'accepted')).toHaveLength(600)
    expect(kept()).toBe(600)
  })
})

describe('what is kept of it', () => {
  const letter = (source: string, n: number) => ({
    ...{ receivedAt: n, source, reason: 'not-object', detail: '', raw: String(n) },
  })

  test('is bounded for each source: the oldest go, are counted and are said', () => {
    const keep = letterKeeper(city.database.sqlite, new Set(['hotline', 'iot']), 5)
    keep(Array.from({ length: 3 }, (_, n) => letter('hotline', n)))
    keep(Array.from({ length: 12 }, (_, n) => letter('iot', n)))
    keep([letter('iot', 12)])
    const of = (source: string) => city.list({ source }).rows.map(({ receivedAt }) => receivedAt)
    expect(of('iot')).toEqual([12, 11, 10, 9, 8])
    expect(of('hotline')).toEqual([2, 1, 0])
    expect(city.list().gone).toMatchObject([{ source: 'iot', count: 8, lastAt: 12 }])
  })

  test('under invented names counts as one source: nobody fills the disk with names', () => {
    const keep = letterKeeper(city.database.sqlite, new Set(['hotline']), 5)
    keep(Array.from({ length: 40 }, (_, n) => letter(`nobody-${n}`, n)))
    expect(kept()).toBe(5)
    expect(city.list().gone).toMatchObject([{ source: '', sourceName: '来源不明', count: 35 }])
  })

  test('is JSON wherever it was, whole or marked as cut', () => {
    const of = (raw: unknown) => deadLetter(raw, [{ code: 'x', message: '' }], 0)
    const whole = of({ a: 13_800_138_000, __proto__x: 1, 手机: '138', '13800138000': [1, null] })
    expect(readContent(whole.raw)).toEqual({
      ...{ a: '[电话]', __proto__x: 1, '[电话]': [1, null] },
    })
    const long = of({ key: 'k', text: { description: '13800138000'.repeat(2_000) } })
    expect(long.raw).toHaveLength(keptChars)
    expect(obstacleOf(long)).toBe('truncated')
    expect(obstacleOf(of({ values: Array.from({ length: 9_000 }, () => 0) }))).toBe('truncated')
    expect(obstacleOf(of({ unreadableLine: `{"a":"${'x'.repeat(9_000)}`, row: 1 }))).toBe(
      'truncated',
    )
    for (const token of Object.values(maskTokens))
      expect(obstacleOf(of({ key: `k${token}` }))).toBe('masked-name')
  })
})

test('whatever is sent, every item is on the log or a dead letter, never lost', () => {
  let round = 0
  const anything = fc.oneof(
    fc.anything({ withNullPrototype: true, maxDepth: 3 }),
    fc.jsonValue(),
    fc.record({ unreadableLine: fc.string(), row: fc.nat() }),
    fc.record(
      {
        type: fc.constantFrom('case-reported', 'case-closed', 'coverage-reported', 'nonsense'),
        source: fc.constantFrom('hotline', 'iot', 'nobody', ''),
        key: fc.oneof(fc.string(), fc.constantFrom('k1', 'k2')),
        case: fc.constantFrom('N1', 'N2', ''),
        occurredAt: fc.oneof(fc.integer(), fc.constant(Date.UTC(2026, 10, 5, 1)), fc.string()),
        eventType: fc.constantFrom('0102', 'what'),
        feed: fc.constantFrom('cases', 'no'),
        point: fc.anything({ maxDepth: 1 }),
      },
      { requiredKeys: [] },
    ),
    fc.nat(200).map((n) => aReport(`P${n}`)),
  )
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 30 }), (items) => {
      round += 1
      const letters = city.database.sqlite.prepare('SELECT count(*) FROM rejected').pluck()
      const facts = city.database.sqlite.prepare('SELECT count(*) FROM log').pluck()
      const before = { letters: Number(letters.get()), facts: Number(facts.get()) }
      const verdicts = city.send(items)
      const count = (...kinds: string[]) => verdicts.filter((v) => kinds.includes(v)).length
      expect(verdicts).toHaveLength(items.length)
      expect(Number(letters.get()) - before.letters).toBe(count('rejected', 'conflict'))
      expect(Number(facts.get()) - before.facts).toBe(count('accepted'))
      expect(count('accepted', 'duplicate', 'rejected', 'conflict')).toBe(items.length)
    }),
    { numRuns: 150 },
  )
  expect(round).toBeGreaterThan(100)
})
