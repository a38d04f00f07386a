import { expect, test } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import { caseFact, entryOf, mondayMorning, tidyCase } from '../../test/case-facts.ts'
import { memoryLog } from '../../test/memory-log.ts'
import { smallPack } from '../../test/small-pack.ts'
import { auditedSystem, type Entry } from './entry.ts'

const hour = 3_600_000
const report = (number: string, at = mondayMorning) =>
  caseFact('case-reported', number, at, { number })
const rows = (memory: ReturnType<typeof memoryLog>, sql: string) =>
  memory.database.sqlite.prepare(sql).all()

test('what is appended twice is there once, and the second answer names the first copy', async () => {
  const memory = memoryLog()
  const entries = tidyCase(1).map(entryOf)
  const first = await memory.log.append(entries)
  expect(first.map((v) => v.verdict)).toEqual(entries.map(() => 'accepted'))
  const again = await memory.log.append(entries)
  expect(again).toEqual(first.map(({ position }) => ({ verdict: 'duplicate', position })))
  expect(rows(memory, 'SELECT count(*) AS n FROM log')).toEqual([{ n: 9 }])
  expect(rows(memory, 'SELECT total(reported) AS n FROM case_contribution')).toEqual([{ n: 1 }])
})

test('a body that says the same in another order of its keys is a duplicate', () => {
  const { log } = memoryLog()
  const told = report('A')
  const body = Object.fromEntries(Object.entries(told.fact.body).reverse())
  log.appendNow([entryOf(told)])
  const turned = { ...told, fact: { ...told.fact, body } as NewFactOf }
  expect(log.appendNow([entryOf(turned)])).toEqual([{ verdict: 'duplicate', position: 2 }])
})

test('the same key with another body is a conflict and changes nothing', () => {
  const memory = memoryLog()
  memory.log.appendNow([entryOf(report('A'))])
  const other = caseFact('case-reported', 'A', mondayMorning, { number: 'A', severity: 1 })
  expect(memory.log.appendNow([entryOf(other)])).toEqual([
    { verdict: 'conflict', position: 2, reason: 'other-body' },
  ])
  expect(rows(memory, 'SELECT severity FROM case_state')).toEqual([{ severity: 4 }])
  expect(memory.log.headPosition()).toBe(2)
})

test('who knew an older version of a case is refused, and only that entry', () => {
  const { log } = memoryLog()
  const [version] = log.appendNow([{ ...entryOf(report('A')), expectedVersion: 0 }])
  expect(version).toEqual({ verdict: 'accepted', position: 2 })
  const accept = (number: string) => entryOf(caseFact('case-accepted', number, mondayMorning + 1))
  const closed = entryOf(caseFact('case-closed', 'A', mondayMorning + 2))
  expect(
    log.appendNow([
      { ...accept('A'), expectedVersion: 2 },
      { ...closed, expectedVersion: 2 },
      entryOf(report('B')),
    ]),
  ).toEqual([
    { verdict: 'accepted', position: 3 },
    { verdict: 'conflict', position: 3, reason: 'stale-version' },
    { verdict: 'accepted', position: 4 },
  ])
})

test('a case that is told of before its report appears with the report', () => {
  const memory = memoryLog()
  memory.log.appendNow([entryOf(caseFact('case-closed', 'A', mondayMorning + hour))])
  expect(rows(memory, 'SELECT number FROM case_state')).toEqual([])
  memory.log.appendNow([entryOf(report('A'))])
  expect(rows(memory, 'SELECT number, stage, title FROM case_state')).toEqual([
    { number: 'A', stage: 'closed', title: 'A 路面积水' },
  ])
})

test('callers that come within a few milliseconds share one commit', async () => {
  const { log } = memoryLog()
  const heard: number[] = []
  const stop = log.onCommit((position) => heard.push(position))
  const verdicts = await Promise.all(
    ['A', 'B', 'C'].map((number) => log.append([entryOf(report(number))])),
  )
  expect(verdicts.flat().map((v) => v.position)).toEqual([2, 3, 4])
  expect(heard).toEqual([4])
  expect(log.floorPosition(3)).toBe(1)
  stop()
  log.appendNow([entryOf(report('D'))])
  expect(heard).toEqual([4])
})

test('a fault of one caller is that caller’s alone', async () => {
  const { log } = memoryLog()
  // The database demands a severity; a typed caller cannot leave it out.
  const broken = report('B')
  Object.assign(broken.fact.body, { severity: undefined, number: null })
  const [good, bad, unknown] = await Promise.allSettled([
    log.append([entryOf(report('A'))]),
    log.append([entryOf(broken)]),
    log.append([{ ...entryOf(report('C')), stream: { kind: 'city' } }]),
  ])
  expect(good.status).toBe('fulfilled')
  expect(bad.status).toBe('rejected')
  expect(unknown.status === 'rejected' && unknown.reason).toMatchObject({ code: 'bad-request' })
  expect(log.headPosition()).toBe(2)
})

test('when the disk is full everyone who waited is told, and the log goes on once there is room', async () => {
  const { database, log } = memoryLog()
  const { sqlite } = database
  const pages = sqlite.pragma('page_count', { simple: true })
  sqlite.pragma(`max_page_count = ${String(pages)}`)
  const entries = Array.from({ length: 60 }, (_, n) => tidyCase(n).map(entryOf))
  const told = await Promise.allSettled(entries.map((entry) => log.append(entry)))
  for (const one of told)
    expect(one.status === 'rejected' && one.reason instanceof DomainError && one.reason.code).toBe(
      'log-unavailable',
    )
  expect(log.headPosition()).toBe(1)
  sqlite.pragma('max_page_count = 100000')
  const verdicts = await Promise.all(entries.map((entry) => log.append(entry)))
  expect(verdicts.flat().every((v) => v.verdict === 'accepted')).toBe(true)
})

test('a time of day becomes the last position that knew nothing later', () => {
  const { log, clock } = memoryLog(mondayMorning + 48 * hour)
  const at = (number: string, hours: number) =>
    log.appendNow([entryOf(report(number, mondayMorning + hours * hour))])
  at('A', 1)
  at('B', 3)
  at('late', 2)
  at('C', 5)
  at('from a clock that runs ahead', 72)
  clock.set(mondayMorning + 49 * hour)
  at('D', 49)
  expect(log.positionAt(mondayMorning)).toBeNull()
  expect(log.positionAt(mondayMorning + hour)).toBe(2)
  expect(log.positionAt(mondayMorning + 4 * hour)).toBe(4)
  expect(log.positionAt(mondayMorning + 48 * hour)).toBe(6)
  expect(log.positionAt(mondayMorning + 50 * hour)).toBe(7)
})

test('reads are bounded, in order, and carry what was appended', async () => {
  const { log } = memoryLog()
  const tellings = tidyCase(1)
  log.appendNow(tellings.map(entryOf))
  const facts = await log.readFrom(1, 3)
  expect(facts.map((fact) => fact.position)).toEqual([2, 3, 4])
  expect(facts.map((fact) => fact.body)).toEqual(tellings.slice(0, 3).map(({ fact }) => fact.body))
  expect(facts[0]).toMatchObject({ stream: 'case', streamId: 1, version: 1, pack: 1 })
})

test('an order is audited with what it recorded, and not when nothing came of it', () => {
  const memory = memoryLog()
  const entry: Entry = {
    ...entryOf(report('A')),
    audit: { asker: demoLeader(1), action: 'report-case', detail: { number: 'A' } },
  }
  memory.log.appendNow([entry])
  memory.log.appendNow([entry])
  memory.log.appendNow([
    {
      stream: { kind: 'city' },
      events: [],
      audit: { asker: auditedSystem, action: 'export', detail: 'x' },
    },
  ])
  expect(rows(memory, 'SELECT action, detail, position FROM audit')).toEqual([
    { action: 'report-case', detail: '{"number":"A"}', position: 2 },
    { action: 'export', detail: 'x', position: null },
  ])
})

test('a changed pack comes into force once, and facts say which was in force', async () => {
  const { log } = memoryLog()
  log.appendNow([entryOf(report('A'))])
  expect(log.adoptPack(smallPack())).toBe(1)
  const changed = smallPack({ hash: 'small-2' })
  expect(log.adoptPack(changed)).toBe(2)
  expect(log.adoptPack(changed)).toBe(2)
  log.appendNow([entryOf(report('B'))])
  const facts = await log.readFrom(0, 10)
  expect(facts.map((fact) => [fact.type, fact.pack])).toEqual([
    ['pack-adopted', 1],
    ['case-reported', 1],
    ['pack-adopted', 2],
    ['case-reported', 2],
  ])
})
