import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { handOffParts } from '../../shared/cases/hand-off-answers.ts'
import type { HandOffRule } from '../../shared/city/pack.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { cityLeader } from '../../test/builders/askers.ts'
import { orderCity, orderPack, people, tenOClock } from '../../test/order-city.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { caseParcel } from './case-parcel.ts'
import { handOffCases } from './hand-off-cases.ts'
import { handOffRates } from './hand-off-rates.ts'

type City = ReturnType<typeof orderCity>
const opened: City[] = []
afterEach(() => opened.splice(0).forEach((city) => city.close()))

const rule = (sender: string, given: Partial<HandOffRule>): HandOffRule => ({
  ...{ sender, receiver: null, field: null, since: null },
  limit: { amount: 30, unit: 'minute' },
  ...given,
})
const handOffs = [
  rule('iot', { receiver: 'hotline' }),
  rule('*', { field: '*', limit: { amount: 2, unit: 'work-hour' } }),
]
function aCity(rules: readonly HandOffRule[] = handOffs) {
  const city = orderCity({ ...orderPack(), handOffs: rules })
  opened.push(city)
  return city
}
const rates = ({ view }: City) => handOffRates(view, { region: 1 }).rows
const pair = (city: City, sender: string, receiver: string) =>
  rates(city).find((row) => row.sender.id === sender && row.receiver.id === receiver)
const lapsesOf = (city: City, caseId: number) =>
  (city.cases.of(caseId)?.facts ?? []).filter(({ type }) => type === 'deadline-passed')

describe('a case that is handed over between channels', () => {
  it('has a clock of its own until the receiving side takes it', async () => {
    const city = aCity()
    const caseId = city.report({ source: 'iot' })
    city.pass(minuteMs)
    await city.order(people.officer, caseId, { verb: 'case-hand-over', to: 'hotline' })
    expect(city.state(caseId).handOffs).toMatchObject([
      { sender: 'iot', receiver: 'hotline', deadline: tenOClock + 31 * minuteMs, end: null },
    ])
    city.pass(20 * minuteMs)
    await city.order(people.officer, caseId, { verb: 'case-accept' })
    city.pass(hourMs)
    expect(
      lapsesOf(city, caseId).filter(
        (f) => f.body && 'clock' in f.body && f.body.clock === 'hand-off',
      ),
    ).toEqual([])
    const { handOffs: told } = caseParcel(city.view, { caseId }, people.officer)
    expect(told).toMatchObject([
      { end: 'taken', misrouted: false, clock: { usedMinutes: 20, limitMinutes: 30, late: false } },
    ])
    expect(pair(city, 'iot', 'hotline')).toMatchObject({
      ...{ handed: 1, ended: 1, misrouted: 0, late: 0, meanMinutes: 20, limitWords: '30 分钟' },
    })
  })

  it('is late once the clock says so, once, and is not a late case for that', async () => {
    const city = aCity()
    const caseId = city.report({ source: 'iot' })
    city.pass(minuteMs)
    await city.order(people.officer, caseId, { verb: 'case-hand-over', to: 'hotline' })
    city.pass(30 * minuteMs - 1)
    expect(lapsesOf(city, caseId)).toEqual([])
    city.pass(1)
    city.pass(1)
    city.pass(hourMs)
    expect(lapsesOf(city, caseId)).toMatchObject([
      { occurredAt: tenOClock + 31 * minuteMs, body: { clock: 'hand-off' }, source: 'clock' },
    ])
    expect(pair(city, 'iot', 'hotline')).toMatchObject({ handed: 1, ended: 0, late: 1 })
    const row = city.database.sqlite
      .prepare<[], { overdue: number; light: string | null }>(
        'SELECT overdue, light FROM case_state',
      )
      .get()
    expect(row).toEqual({ overdue: 0, light: null })
  })

  it('went wrong where it is sent back or on before it was taken, and not after', async () => {
    const city = aCity()
    const [back, on, fine] = [0, 0, 0].map(() => city.report({ source: 'iot' })) as [
      number,
      number,
      number,
    ]
    const give = (caseId: number, to: string) =>
      city.order(people.officer, caseId, { verb: 'case-hand-over', to })
    for (const caseId of [back, on, fine]) await give(caseId, 'hotline')
    city.pass(5 * minuteMs)
    await give(back, 'iot')
    await give(on, 'city-management')
    await city.order(people.officer, fine, { verb: 'case-accept' })
    await give(fine, 'city-management')
    city.pass(minuteMs)
    expect(pair(city, 'iot', 'hotline')).toMatchObject({ handed: 3, ended: 3, misrouted: 2 })
    expect(pair(city, 'iot', 'hotline')?.misroutedPercent).toBeCloseTo(200 / 3)
    expect(pair(city, 'hotline', 'city-management')).toMatchObject({
      handed: 2,
      ended: 0,
      misrouted: 0,
    })
    const parts = { sender: 'iot', receiver: 'hotline', kind: 'channel' } as const
    const list = handOffCases(city.view, { region: 1, ...parts, part: 'misrouted' }, cityLeader())
    expect([list.total, list.rows.map((row) => row.caseId)]).toEqual([2, [on, back]])
  })
})

describe('a case that is sent to a department', () => {
  it('has its working hours to be signed, sent back is 误转, signed first is not', async () => {
    const city = aCity()
    const [signed, refused, later] = await Promise.all(
      [0, 0, 0].map(() => city.caseAt('dispatched')),
    )
    const [from] = city.state(signed ?? 0).handOffs
    expect([from?.kind, from?.receiver, from?.unit]).toEqual([
      'department',
      'sanitation',
      'work-hour',
    ])
    await city.order(people.handler, signed ?? 0, { verb: 'case-sign' })
    await city.order(people.handler, later ?? 0, { verb: 'case-sign' })
    await city.order(people.handler, refused ?? 0, { verb: 'case-return', reason: '非本单位' })
    await city.order(people.handler, later ?? 0, { verb: 'case-return', reason: '非本单位' })
    city.pass(minuteMs)
    expect(pair(city, 'hotline', 'sanitation')).toMatchObject({ handed: 3, ended: 3, misrouted: 1 })
  })

  it('does not run against a clock that stands still', async () => {
    const city = aCity()
    const caseId = await city.caseAt('dispatched')
    const before = city.state(caseId).handOffs[0]?.deadline ?? 0
    await city.order(people.officer, caseId, { verb: 'case-suspend', reason: '等待' })
    city.pass(3 * hourMs)
    expect(lapsesOf(city, caseId)).toEqual([])
    await city.order(people.officer, caseId, { verb: 'case-resume' })
    expect(city.state(caseId).handOffs[0]?.deadline).toBeGreaterThan(before)
  })
})

it('a pair’s limit is the one in force when it was handed over, and a pack without any sets none', async () => {
  const changed = [
    ...handOffs,
    rule('iot', { receiver: 'hotline', since: '2026-11-06', limit: { amount: 5, unit: 'minute' } }),
  ]
  const city = aCity(changed)
  const give = async () => {
    const caseId = city.report({ source: 'iot' })
    city.pass(minuteMs)
    await city.order(people.officer, caseId, { verb: 'case-hand-over', to: 'hotline' })
    const [one] = city.state(caseId).handOffs
    return ((one?.deadline ?? 0) - (one?.at ?? 0)) / minuteMs
  }
  expect(await give()).toBe(30)
  city.pass(24 * hourMs)
  expect(await give()).toBe(5)
  const none = aCity([])
  const caseId = none.report({ source: 'iot' })
  await none.order(people.officer, caseId, { verb: 'case-hand-over', to: 'hotline' })
  expect(none.state(caseId).handOffs[0]?.deadline).toBeNull()
  expect(
    caseParcel(none.view, { caseId }, people.officer).handOffs[0]?.clock.limitMinutes,
  ).toBeNull()
})

const step = fc.tuple(
  fc.nat(3),
  fc.constantFrom(
    'over',
    'accept',
    'dispatch',
    'sign',
    'return',
    'retype',
    'move',
    'close',
    'cancel',
  ),
  fc.constantFrom('iot', 'hotline', 'city-management'),
  fc.integer({ min: 1, max: 400 }),
)

it('whatever becomes of cases, every number is its list, then as now, in every district, and rebuilt', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.nat(), (steps, cut) => {
      const city = orderCity({ ...orderPack(), handOffs })
      try {
        const ids = ['R4', 'R7', 'R4', 'R7'].map((region) => city.report({ source: 'iot', region }))
        const positions = [city.log.headPosition()]
        const answers = [everything(city)]
        for (const [which, what, to, minutes] of steps) {
          city.pass(minutes * minuteMs)
          tell(city, ids[which] ?? 0, what, to)
          positions.push(city.log.headPosition())
          answers.push(everything(city))
        }
        const then = cut % positions.length
        expect(everything(city, positions[then])).toEqual(answers[then])
        const before = everything(city)
        const { sqlite } = city.database
        const { readingOf, content } = packBook(sqlite, readingFor)
        expect(rebuild(sqlite, { readingOf, packContent: content }).differences).toEqual([])
        expect(everything(city)).toEqual(before)
      } finally {
        city.close()
      }
    }),
    { numRuns: 15 },
  )
}, 10_000)

function tell(city: City, caseId: number, what: string, to: string): void {
  const told: Record<string, [string, object?]> = {
    over: ['case-handed-over', { from: 'iot', to }],
    accept: ['case-accepted'],
    dispatch: ['case-dispatched', { department: 'sanitation' }],
    sign: ['case-signed'],
    return: ['case-returned'],
    retype: ['case-retyped', { eventType: '0110' }],
    move: ['case-relocated', { region: 'R5' }],
    close: ['case-closed'],
    cancel: ['case-cancelled'],
  }
  const [type, more] = told[what] ?? ['case-accepted']
  city.tell(caseId, type, more)
}

/** Every number, each checked against its list. */
function everything({ view }: City, at?: number) {
  return [1, 2, 3].map((region) => {
    const { rows } = handOffRates(view, { region, at })
    for (const row of rows)
      for (const part of handOffParts) {
        const named = { sender: row.sender.id, receiver: row.receiver.id, kind: row.kind }
        const list = handOffCases(view, { region, ...named, part, limit: 200, at }, cityLeader())
        expect(list.total).toBe(row[part])
        expect(list.rows.length === 0).toBe(row[part] === 0)
        expect(row.misrouted).toBeLessThanOrEqual(row.ended)
        expect(row.ended).toBeLessThanOrEqual(row.handed)
      }
    return rows
  })
}
