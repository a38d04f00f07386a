import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemAsker } from '../../shared/access/asker.ts'
import { fold } from '../../shared/cases/fold.ts'
import { caseRulesOf } from '../../shared/cases/rules-of-pack.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import { dayMs, hourMs } from '../../shared/time/civil.ts'
import { orderPack, tenOClock } from '../../test/order-city.ts'
import { wire } from '../app/open-writer.ts'
import { openDatabase } from '../db/open.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { caseFacts } from '../queries/case-facts.ts'
import { dueCases } from '../queries/due-cases.ts'
import { recordLapses } from './record-lapses.ts'

let folder = ''
const closing: (() => void)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-'))
})
afterEach(() => {
  closing.splice(0).forEach((close) => close())
  rmSync(folder, { recursive: true })
})

/** The city's file on disk, opened as a server that starts opens it. */
function start(pack: CityPack, now: number) {
  const clock = { time: now, now: () => clock.time }
  const database = openDatabase(join(folder, 'city.db'))
  const writer = wire(pack, database, clock)
  const rules = caseRulesOf(pack)
  const due = dueCases(database)
  const cases = caseFacts(database)
  let isOpen = true
  const close = (): void => {
    if (isOpen) writer.log.close()
    if (isOpen) database.close()
    isOpen = false
  }
  closing.push(close)
  return {
    ...{ clock, database, close, log: writer.log },
    /** What a source tells of its case N, `at` or now. */
    tell(n: number, type: string, more: object = {}, at = clock.time) {
      const head = { type, source: 'hotline', case: `N${n}`, key: `${n}-${type}-${at}` }
      const fact = { ...head, occurredAt: at, ...more }
      const [verdict] = writer.ingest.takeNow(systemAsker(1), [fact], Math.max(at, clock.time))
      expect(verdict).toMatchObject({ verdict: 'accepted' })
    },
    tick: (to: number, log: Parameters<typeof recordLapses>[0] = writer.log) => {
      clock.time = to
      return recordLapses(log, due, rules, to)
    },
    state: (n: number) => fold(n, cases.of(n)?.facts ?? [], rules),
    /** Every fact of time, as [case, what, when]. */
    ofTime: () =>
      database.sqlite
        .prepare<[], [number, string, number]>(
          `SELECT stream_id, coalesce(body ->> 'clock', body ->> 'light'), occurred_at
           FROM log WHERE source = 'clock' ORDER BY stream_id, occurred_at, type, key`,
        )
        .raw()
        .all(),
    stored: () => database.sqlite.prepare('SELECT * FROM case_state ORDER BY case_id').all(),
  }
}
type Server = ReturnType<typeof start>

const dispatch = (city: Server, n: number, at = city.clock.time): void => {
  city.tell(n, 'case-reported', { eventType: '0102', region: 'R4' }, at - 3)
  city.tell(n, 'case-accepted', {}, at - 2)
  city.tell(n, 'case-registered', {}, at - 1)
  city.tell(n, 'case-dispatched', { department: 'sanitation' }, at)
}

/** The wall clock in Shanghai on the 5th of November and after. */
const at = (day: number, hour: number, minute = 0): number =>
  Date.UTC(2026, 10, day, hour - 8, minute)

describe('time turns into facts', () => {
  it('催办, 黄牌, 红牌 and 领导督办 are raised by the clock on their own, each at its instant', () => {
    const city = start(orderPack(), tenOClock)
    dispatch(city, 1)
    // 4 工作时 from 10:00: two before noon, two after 14:00; a fifth of it is left at 15:12.
    expect(city.tick(at(5, 15, 11))).toBe(0)
    expect(city.tick(at(5, 15, 12))).toBe(1)
    expect(city.tick(at(5, 16))).toBe(2)
    expect(city.tick(at(30, 12))).toBe(3)
    expect(city.ofTime()).toEqual([
      [1, 'remind', at(5, 15, 12)],
      [1, 'disposal', at(5, 16)],
      [1, 'yellow-card', at(5, 16)],
      [1, 'closing', at(6, 16)],
      [1, 'red-card', at(12, 16)],
      [1, 'supervision', at(12, 16)],
    ])
    expect(city.tick(at(30, 12) + dayMs)).toBe(0)
  })

  it('once each, also where the server dies in the middle of a page and the log is replayed', () => {
    const before = start(orderPack(), tenOClock)
    for (let n = 1; n <= 450; n += 1) dispatch(before, n, tenOClock + n)
    const late = at(5, 17)
    // The first page is on disk; the second never gets there.
    let pages = 0
    const dying: Parameters<typeof recordLapses>[0] = {
      appendNow(entries) {
        pages += 1
        if (pages === 2) throw new Error('killed')
        return before.log.appendNow(entries)
      },
    }
    expect(() => before.tick(late, dying)).toThrow('killed')
    const half = before.ofTime().length
    before.close()

    const after = start(orderPack(), late)
    expect(after.ofTime()).toHaveLength(half)
    after.tick(late)
    const all = after.ofTime()
    expect(half).toBeGreaterThan(0)
    expect(all).toHaveLength(450 * 3)
    expect(new Set(all.map((row) => JSON.stringify(row))).size).toBe(all.length)
    after.close()

    const again = start(orderPack(), late)
    expect([again.tick(late), again.tick(late)]).toEqual([0, 0])
    const stored = again.stored()
    const { readingOf, content } = packBook(again.database.sqlite, readingFor)
    const sources = { readingOf, packContent: content }
    expect(rebuild(again.database.sqlite, sources).differences).toEqual([])
    expect(again.stored()).toEqual(stored)
    expect(again.tick(late)).toBe(0)
    expect(again.ofTime()).toEqual(all)
  })
})

describe('a limit of the pack that changes', () => {
  const old = orderPack()
  const changed = (since: string): CityPack => ({
    ...old,
    hash: `changed ${since}`,
    limitChanges: [{ type: '0102', since, limit: { amount: 1, unit: 'work-hour' } }],
  })
  const dueOf = (city: Server, n: number) => city.state(n)?.disposalDeadline

  it('holds for what is dispatched from its day on, however late it is told, and rewrites nothing', () => {
    const first = start(old, tenOClock)
    dispatch(first, 1)
    const stored = first.stored()
    first.close()

    const city = start(changed('2026-11-09'), at(7, 10))
    expect(city.stored()).toEqual(stored)
    dispatch(city, 2, at(6, 10))
    city.clock.time = at(9, 12)
    dispatch(city, 3, at(6, 10))
    dispatch(city, 4, at(9, 10))
    dispatch(city, 5, at(9, 0))
    expect([1, 2, 3, 4].map((n) => dueOf(city, n))).toEqual([
      ...[at(5, 16), at(6, 16), at(6, 16)],
      at(9, 11),
    ])
    expect(dueOf(city, 5)).toBe(at(9, 9, 30))
    city.tell(1, 'case-signed')
    expect(dueOf(city, 1)).toBe(at(5, 16))
    const { readingOf, content } = packBook(city.database.sqlite, readingFor)
    const before = city.stored()
    rebuild(city.database.sqlite, { readingOf, packContent: content })
    expect(city.stored()).toEqual(before)
  })

  it('clocks a retyped case anew while it is not yet due, and leaves what has passed', () => {
    const city = start(old, tenOClock)
    dispatch(city, 1)
    dispatch(city, 2)
    city.tick(at(5, 15))
    city.tell(1, 'case-retyped', { eventType: '0110' })
    expect(dueOf(city, 1)).toBe(at(10, 10))
    city.tick(at(5, 17))
    city.tell(2, 'case-retyped', { eventType: '0110' })
    expect(dueOf(city, 2)).toBe(at(5, 16))
    expect(city.ofTime().filter(([n, what]) => n === 1 && what === 'disposal')).toEqual([])
    expect(city.ofTime().filter(([n, what]) => n === 2 && what === 'disposal')).toHaveLength(1)
  })
})

describe('a rung of the ladder of lights that changes', () => {
  const old = orderPack()
  const [remind, yellow] = old.lights
  if (remind === undefined || yellow === undefined) throw new Error('lights')
  const changed: CityPack = {
    ...old,
    hash: 'other lights',
    lights: [
      { ...remind, until: '2026-11-09' },
      ...old.lights.slice(1),
      // 50 % from the 9th on, as a rung of its own.
      { ...remind, order: 7, value: 50, since: '2026-11-09' },
    ],
  }

  it('holds for what is dispatched from its day on; lights of before stay as they were raised', () => {
    const first = start(old, tenOClock)
    dispatch(first, 1)
    first.tick(at(5, 17))
    const raised = first.ofTime()
    first.close()

    const city = start(changed, at(6, 10))
    city.tell(1, 'case-signed')
    dispatch(city, 2, at(6, 10))
    city.clock.time = at(9, 10)
    dispatch(city, 3)
    city.tick(at(9, 17))
    const reminded = city.ofTime().filter(([, what]) => what === 'remind')
    expect(reminded).toEqual([
      [1, 'remind', at(5, 15, 12)],
      [2, 'remind', at(6, 15, 12)],
      // Half of 4 工作时 from 10:00 is left at noon, which is when the afternoon begins.
      [3, 'remind', expect.toSatisfy((t: number) => t === at(9, 12) || t === at(9, 14))],
    ])
    expect(city.ofTime().slice(0, raised.length)).toEqual(raised)
    expect(city.state(1)?.lights.map(({ light }) => light)).toEqual(['remind', 'yellow-card'])
  })
})

it('a lapse that the facts no longer bring about counts no more, though it stays in the log', () => {
  const city = start(orderPack(), tenOClock)
  dispatch(city, 1)
  city.tick(at(5, 16))
  expect(city.state(1)?.passed.disposal).toBe(at(5, 16))
  // Told late: it was resolved in time.
  city.tell(1, 'case-resolved', {}, at(5, 15, 30))
  expect([city.state(1)?.passed, city.state(1)?.lights]).toEqual([
    {},
    [expect.objectContaining({ light: 'remind' })],
  ])
  expect(city.tick(at(5, 16) + hourMs)).toBe(0)
  expect(city.ofTime()).toHaveLength(3)
})
