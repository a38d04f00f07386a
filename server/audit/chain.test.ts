import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { caseFact, entryOf, mondayMorning, tidyCase } from '../../test/case-facts.ts'
import { smallPack } from '../../test/small-pack.ts'
import { openDatabase, type Database } from '../db/open.ts'
import { openLog, type Log } from '../log/log.ts'
import { auditedSystem } from './audit-row.ts'
import { openChain, type AuditChain } from './chain.ts'
import { auditRetention } from './retention.ts'
import { auditVerifier } from './verify.ts'

const key = createSecretKey(Buffer.alloc(32, 7))
const otherKey = createSecretKey(Buffer.alloc(32, 8))
const dayMs = 86_400_000
const leader = { ...demoLeader(1), from: '10.1.2.3' }

let database: Database
let chain: AuditChain
let time = mondayMorning
beforeEach(() => {
  time = mondayMorning
  database = openDatabase(':memory:')
  chain = openChain(database.sqlite, time, { key })
})
afterEach(() => database.close())

const write = (action: string, at = time): number =>
  database.sqlite.transaction(() => chain.write(at, { asker: leader, action, detail: { n: 1 } }))()
const writeSome = (count: number): void => {
  for (let i = 1; i <= count; i += 1) write(`act-${i}`, (time += 1_000))
}
const verify = (with_ = key) => auditVerifier(database.sqlite, with_)(time)
const sql = (words: string): void => void database.sqlite.exec(words)
const withoutTriggers = (): void => {
  const names = database.sqlite
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .pluck()
  for (const name of names.all()) sql(`DROP TRIGGER "${name}"`)
}

describe('the chain of the audit', () => {
  it('says who did what, when and from where, and holds', async () => {
    writeSome(1_200)
    expect(database.sqlite.prepare('SELECT * FROM audit WHERE number = 2').get()).toMatchObject({
      ...{ number: 2, asker: 'demo-leader', asker_name: '演示领导', roles: 'leader' },
      ...{ address: '10.1.2.3', action: 'act-2', detail: '{"n":1}', position: null },
    })
    const answer = await verify()
    expect(answer).toMatchObject({ ok: true, rows: 1_200, from: 1, unverified: 0, firstBad: null })
    expect(answer.head?.number).toBe(1_200)
  })

  it('is written with what it records or not at all', async () => {
    expect(() => chain.write(time, { asker: leader, action: 'x', detail: '' })).toThrow()
    const failing = database.sqlite.transaction(() => {
      chain.write(time, { asker: leader, action: 'lost', detail: '' })
      throw new Error('the change failed')
    })
    expect(failing).toThrow('the change failed')
    expect(write('kept')).toBe(1)
    expect(await verify()).toMatchObject({ ok: true, rows: 1 })
  })

  it('refuses to change, remove, replace or slip in a row', () => {
    writeSome(3)
    const refused = [
      "UPDATE audit SET detail = '' WHERE number = 2",
      'DELETE FROM audit WHERE number = 2',
      "INSERT INTO audit (number, at, asker, action, detail) VALUES (4, 1, 'a', 'b', '')",
      "INSERT OR REPLACE INTO audit (number, at, asker, action, detail, mac) VALUES (2, 1, 'a', 'b', '', 'c')",
      'DELETE FROM audit_head',
      'DELETE FROM audit_checkpoint',
      'UPDATE audit_checkpoint SET number = 3',
    ]
    for (const words of refused) expect(() => sql(words), words).toThrow(/audit|checkpoint|chain/)
  })

  it('another key than the file’s own is refused, unless the old one is said to be lost', async () => {
    writeSome(3)
    expect(() => openChain(database.sqlite, time, { key: otherKey })).toThrow('审计密钥')
    expect((await verify(otherKey)).firstBad).toEqual({ number: 0, fault: 'checkpoint' })
    chain = openChain(database.sqlite, time, { key: otherKey, newKey: true })
    write('under the new key')
    expect(await verify(otherKey)).toMatchObject({ ok: true, rows: 1, from: 4, unverified: 3 })
  })
})

describe('raw SQL by somebody who dropped the triggers is found', () => {
  beforeEach(() => {
    writeSome(20)
    withoutTriggers()
  })
  const bad = async () => (await verify()).firstBad

  const columns = ['at', 'asker', 'asker_name', 'roles', 'address', 'action', 'detail', 'position']
  it.each([...columns, 'previous', 'mac'])(
    'one changed %s, by the number of its row',
    async (column) => {
      sql(`UPDATE audit SET ${column} = '9' WHERE number = 13`)
      expect(await bad()).toEqual({ number: 13, fault: 'changed' })
    },
  )

  it('one removed row', async () => {
    sql('DELETE FROM audit WHERE number = 7')
    expect(await bad()).toEqual({ number: 7, fault: 'missing' })
  })

  it('a removed row whose followers were moved up', async () => {
    sql('DELETE FROM audit WHERE number = 7')
    for (let n = 8; n <= 20; n += 1) sql(`UPDATE audit SET number = ${n - 1} WHERE number = ${n}`)
    expect(await bad()).toEqual({ number: 7, fault: 'changed' })
  })

  it('two rows that were swapped', async () => {
    sql('UPDATE audit SET number = 99 WHERE number = 5')
    sql('UPDATE audit SET number = 5 WHERE number = 9')
    sql('UPDATE audit SET number = 9 WHERE number = 99')
    expect(await bad()).toEqual({ number: 5, fault: 'changed' })
  })

  it('an end that was cut off, also where the head was set back', async () => {
    sql('DELETE FROM audit WHERE number > 15')
    expect(await bad()).toEqual({ number: 16, fault: 'cut-off' })
    sql('UPDATE audit_head SET number = 15, mac = (SELECT mac FROM audit WHERE number = 15)')
    expect(await bad()).toEqual({ number: 15, fault: 'head' })
  })

  it('a row added at the end without the key', async () => {
    sql(`INSERT INTO audit SELECT 21, at, asker, action, detail, position, asker_name, roles, address,
      mac, mac FROM audit WHERE number = 20`)
    expect(await bad()).toEqual({ number: 21, fault: 'cut-off' })
  })

  it('a beginning that was forged', async () => {
    sql('DELETE FROM audit WHERE number <= 5')
    expect(await bad()).toEqual({ number: 1, fault: 'missing' })
    sql(`INSERT INTO audit_checkpoint SELECT 2, 5, mac, 0, 'retention', 1, seal
      FROM audit_checkpoint`)
    expect(await bad()).toEqual({ number: 5, fault: 'checkpoint' })
  })

  it('a whole file set back to an earlier copy, by whoever wrote down a later end', async () => {
    const held = (await verify()).head
    const check = auditVerifier(database.sqlite, key)
    expect(await check(time, held ?? undefined)).toMatchObject({ ok: true, receipt: 'held' })
    const later = { number: 22, mac: 'a'.repeat(64) }
    expect(await check(time, later)).toMatchObject({
      ...{ ok: false, receipt: 'not-held', firstBad: { number: 22, fault: 'receipt' } },
    })
  })
})

it('any single change of any row is found at that row', async () => {
  writeSome(12)
  withoutTriggers()
  const change = fc.record({
    number: fc.integer({ min: 1, max: 12 }),
    column: fc.constantFrom('asker', 'asker_name', 'roles', 'address', 'action', 'detail'),
    to: fc.string({ maxLength: 12 }),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ number, column, to }) => {
      const read = database.sqlite.prepare(`SELECT ${column} FROM audit WHERE number = ?`).pluck()
      const was = read.get(number)
      fc.pre(was !== to)
      const set = database.sqlite.prepare(`UPDATE audit SET ${column} = ? WHERE number = ?`)
      set.run(to, number)
      expect((await verify()).firstBad).toEqual({ number, fault: 'changed' })
      set.run(was, number)
      expect((await verify()).ok).toBe(true)
    }),
    { numRuns: 60 },
  )
})

describe('rows leave when their time is over', () => {
  const retire = (days: number) => auditRetention(database.sqlite, chain)(days, time)

  it('with a checkpoint, a row that says so, and a chain that still holds', async () => {
    writeSome(10)
    time += 100 * dayMs
    writeSome(5)
    time += 100 * dayMs
    expect(retire(180)).toBe(10)
    expect(await verify()).toMatchObject({ ok: true, from: 11, rows: 6, unverified: 0 })
    expect(
      database.sqlite.prepare('SELECT asker, action, detail FROM audit WHERE number = 16').get(),
    ).toEqual({
      ...{ asker: auditedSystem.id, action: 'audit-retired' },
      detail: JSON.stringify({
        rows: 10,
        through: 10,
        before: new Date(time - 180 * dayMs).toISOString(),
      }),
    })
    expect(retire(180)).toBe(0)
    withoutTriggers()
    sql("UPDATE audit SET action = 'x' WHERE number = 11")
    expect((await verify()).firstBad).toEqual({ number: 11, fault: 'changed' })
  })

  it('never before 180 days, whoever asks', () => {
    writeSome(3)
    time += 179 * dayMs
    expect(retire(180)).toBe(0)
    expect(() => retire(179)).toThrow('180')
    expect(() =>
      sql(`INSERT INTO audit_checkpoint (number, mac, at, why, before_at, seal)
        VALUES (3, '', ${time}, 'retention', ${time - 179 * dayMs}, '')`),
    ).toThrow('180 days')
  })

  it('also all of them, and those older than the chain', async () => {
    writeSome(4)
    time += 400 * dayMs
    expect(retire(365)).toBe(4)
    expect(await verify()).toMatchObject({ ok: true, from: 5, rows: 1 })
  })
})

describe('beside the log', () => {
  let log: Log
  beforeEach(() => {
    log = openLog({ database, clock: { now: () => time }, audit: chain })
    log.adoptPack(smallPack())
  })

  it('holds over batches that come at once, refused ones and rows of other changes', async () => {
    const audit = { asker: leader, action: 'report-case', detail: 'x' }
    const entries = [1, 2, 3, 4].flatMap((n) => tidyCase(n).map(entryOf))
    await Promise.all(entries.map((entry) => log.append([{ ...entry, audit }])))
    await Promise.all(entries.map((entry) => log.append([{ ...entry, audit }])))
    write('an account was made')
    const other = caseFact('case-reported', 'X', mondayMorning, { number: 'X' })
    const stale = { ...entryOf(other), expectedVersion: 9, audit }
    expect((await log.append([stale]))[0]).toMatchObject({ verdict: 'conflict' })
    await log.append([{ ...entryOf(other), audit }])
    const positions = database.sqlite.prepare('SELECT position FROM audit ORDER BY number').pluck()
    expect(positions.all()).toEqual([...entries.map((_, i) => i + 2), null, entries.length + 2])
    expect(await verify()).toMatchObject({ ok: true, rows: entries.length + 2 })
  })
})

it('rows of a file that is older than the chain stay, and are said not to be verified', async () => {
  const old = openDatabase(':memory:')
  old.sqlite.exec('DROP TRIGGER audit_in_order')
  old.sqlite.exec(`INSERT INTO audit (number, at, asker, action, detail) VALUES
    (1, 1, 'a', 'b', '{}'), (2, 2, 'a', 'b', '{}')`)
  const begun = openChain(old.sqlite, time, { key })
  old.sqlite.transaction(() => begun.write(time, { asker: leader, action: 'x', detail: '' }))()
  const answer = await auditVerifier(old.sqlite, key)(time)
  expect(answer).toMatchObject({ ok: true, from: 3, rows: 1, unverified: 2 })
  old.close()
})
