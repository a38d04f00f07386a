import fc from 'fast-check'
import { expect, it } from 'vitest'
import { systemAsker } from '../../shared/access/asker.ts'
import { caseCounts } from '../../shared/cases/counts.ts'
import type { HandOffRule } from '../../shared/city/pack.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { orderCity, orderPack, tenOClock } from '../../test/order-city.ts'
import { search } from '../queries/search/search.ts'

const handOffs: HandOffRule[] = [
  { sender: '*', receiver: 'iot', field: null, since: null, limit: { amount: 20, unit: 'minute' } },
  { sender: '*', receiver: null, field: '*', since: null, limit: { amount: 1, unit: 'work-hour' } },
]
const pack = { ...orderPack(), handOffs }
type City = ReturnType<typeof orderCity>

/** What may be told of a case, in the order in which it mostly happens. */
const doings: readonly [string, object?][] = [
  ['case-accepted'],
  ['case-registered'],
  ['case-dispatched', { department: 'sanitation' }],
  ['case-signed'],
  ['case-handling-started'],
  ['case-suspended', { reason: '等待' }],
  ['case-resumed'],
  ['case-resolved'],
  ['case-reworked'],
  ['case-verified'],
  ['case-closed'],
  ['case-rated', { rating: 'satisfied' }],
  ['case-handed-over', { from: 'hotline', to: 'iot' }],
  ['case-returned', { reason: '非本单位' }],
  ['case-dispatched', { department: 'water', limit: { amount: 2, unit: 'natural-hour' } }],
  ['case-retyped', { eventType: '0606' }],
  ['case-retyped', { eventType: '0110', severity: 2 }],
  ['case-relocated', { region: 'R7' }],
  ['case-extended', { disposalDeadline: tenOClock + 30 * hourMs }],
  ['case-extension-requested', { disposalDeadline: tenOClock + 20 * hourMs }],
  ['case-supervised', { owner: '值班室' }],
  ['case-supervision-closed'],
  ['case-merged', { into: 'N0' }],
  ['case-declined'],
  ['case-cancelled'],
  ['case-reopened'],
]

interface Told {
  occurredAt: number
  [field: string]: unknown
}

/** The facts of a few cases: mostly the usual way, and then anything at all. */
const anyFacts = fc
  .array(
    fc.record({
      usual: fc.nat(12),
      wild: fc.array(fc.tuple(fc.nat(doings.length - 1), fc.nat(900)), { maxLength: 6 }),
      pace: fc.integer({ min: 1, max: 90 }),
      begins: fc.nat(120),
      region: fc.constantFrom('R4', 'R7', null),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((cases) =>
    cases.flatMap(({ usual, wild, pace, begins, region }, n) => {
      const start = tenOClock + begins * minuteMs
      const head = { source: 'hotline', case: `N${n}` }
      const report: Told = {
        ...{ ...head, key: `${n}-r`, type: 'case-reported', eventType: '0102', region },
        ...{ occurredAt: start, text: { title: `第${n}处路灯不亮` } },
      }
      const tell = ([what, minutes]: readonly [number, number], i: number): Told => {
        const [type, more] = doings[what] ?? ['case-accepted']
        return { ...head, key: `${n}-${i}`, type, occurredAt: start + minutes * minuteMs, ...more }
      }
      const usually = doings.slice(0, usual).map((_, i) => [i, (i + 1) * pace] as const)
      return [report, ...[...usually, ...wild].map(tell)]
    }),
  )

/** Told as it happens, with the clock going on between. */
function tidily(facts: readonly Told[]): City {
  const city = orderCity(pack)
  for (const fact of facts.toSorted((a, b) => a.occurredAt - b.occurredAt)) {
    city.pass(Math.max(0, fact.occurredAt - city.clock.time))
    take(city, [fact])
  }
  city.pass(tenOClock + 40 * 24 * hourMs - city.clock.time)
  return city
}

/** Told in any order, in any parcels, some of it twice, all of it late, the clock going on between. */
function messily(facts: readonly Told[], parcels: readonly number[], pauses: number): City {
  const city = orderCity(pack)
  city.pass(20 * hourMs)
  let from = 0
  for (const size of [...parcels, facts.length]) {
    take(city, facts.slice(from, from + size))
    from += size
    city.pass(pauses * hourMs)
  }
  take(city, facts.slice(0, 5))
  city.pass(tenOClock + 40 * 24 * hourMs - city.clock.time)
  return city
}

function take(city: City, facts: readonly Told[]): void {
  if (facts.length === 0) return
  const verdicts = city.ingest.takeNow(systemAsker(1), facts, city.clock.time)
  for (const { verdict, reasons } of verdicts)
    expect([verdict, reasons]).toEqual([
      expect.stringMatching(/accepted|duplicate/),
      expect.anything(),
    ])
  city.view.follow()
}

/** Everything that is read of cases, by their numbers: ids and positions are given as facts arrive. */
function whatStands({ database, view }: City) {
  const all = (sql: string) => database.sqlite.prepare<[], Record<string, unknown>>(sql).all()
  const without = (rows: Record<string, unknown>[]) =>
    rows.map(({ case_id: _, position: __, ...row }) => row)
  const named = 'JOIN case_number AS n USING (case_id)'
  const counts = caseCounts.map((count) => `sum("${count}") AS "${count}"`).join(', ')
  const sums = 'sum(handed) a, sum(ended) b, sum(misrouted) c, sum(late) d, sum(minutes) e'
  return {
    states: without(all('SELECT * FROM case_state ORDER BY source, number')),
    queue: without(all(`SELECT n.number, q.* FROM case_queue AS q ${named} ORDER BY n.number`)),
    merges: without(all(`SELECT n.number AS own, m.* FROM case_merge AS m ${named} ORDER BY own`)),
    counts: all(
      `SELECT n.number, slot, day, region, department, type, severity, ${counts}
       FROM case_contribution ${named} GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 4, 5, 6, 7`,
    ).filter((row) => caseCounts.some((count) => row[count] !== 0)),
    handOffs: all(
      `SELECT n.number, at, sender, receiver, kind, region, type, ${sums}
       FROM hand_off_count ${named} GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7`,
    ).filter(({ a, b, c, d, e }) => a || b || c || d || e),
    found: search(view, { text: '路灯' }, systemAsker(1))
      .hits.map((hit) => hit.title)
      .sort(),
  }
}

/** The city that is told in this disorder is the one that is told tidily. */
function same(
  facts: readonly Told[],
  messy: readonly Told[],
  parcels: readonly number[],
  pauses: number,
): void {
  const [tidy, mess] = [tidily(facts), messily(messy, parcels, pauses)]
  try {
    expect(whatStands(mess)).toEqual(whatStands(tidy))
  } finally {
    tidy.close()
    mess.close()
  }
}

it('facts that come twice, late and in disorder end in the city that the tidy telling gives', () => {
  const runs = anyFacts.chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      messy: fc.shuffledSubarray(facts, { minLength: facts.length }),
      copies: fc.subarray(facts, { maxLength: Math.min(4, facts.length) }),
      parcels: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }),
      pauses: fc.nat(30),
    }),
  )
  fc.assert(
    fc.property(runs, ({ facts, messy, copies, parcels, pauses }) =>
      same(facts, [...messy, ...copies], parcels, pauses),
    ),
    { numRuns: 15 },
  )
}, 20_000)

it('a dispatch told before a re-typing that happened earlier has the limit of the later type', () => {
  const head = { source: 'hotline', case: 'N0' }
  const at = (minutes: number) => ({ ...head, occurredAt: tenOClock + minutes * minuteMs })
  const report = { type: 'case-reported', eventType: '0102', region: 'R4', text: { title: '路灯' } }
  const facts = [
    { ...at(0), key: 'r', ...report },
    { ...at(24), key: 'a', type: 'case-accepted' },
    { ...at(510), key: 'd', type: 'case-dispatched', department: 'sanitation' },
    { ...at(0), key: 't', type: 'case-retyped', eventType: '0606' },
  ]
  same(facts, facts, [3], 4)
})
