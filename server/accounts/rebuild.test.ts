import { getTableName } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import { orderCity } from '../../test/order-city.ts'
import { openChain } from '../audit/chain.ts'
import { account, accountSession, device, sourceKey } from '../db/tables.ts'
import { packBook } from '../log/pack-book.ts'
import { readModels } from '../projections/apply.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { accountKeeper } from './account-keeper.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => void (city = orderCity()))
afterEach(() => city.close())

const tables: string[] = [account, accountSession, device, sourceKey].map(getTableName)

describe('a rebuild of the read models', () => {
  it('leaves accounts, sessions, walls and keys as they are', () => {
    const { database } = city.view
    const { sqlite } = database
    city.report()
    const audit = openChain(sqlite, city.clock.time)
    const known = { hasRegion: () => true, hasDepartment: () => true, hasSource: () => true }
    const keep = accountKeeper(database, audit, { cityRegion: 1, ...known })
    const by = { ...demoPerson('system-admin', 1), from: null }
    const session = { id: 's-1', tokenHash: 'h', address: '', agent: '' }
    const person = { name: 'li', displayName: '李', passwordHash: 'hash', subject: null }
    for (const change of [
      { verb: 'create-account', ...person },
      { verb: 'sign-in', id: 1, step: null, session, before: null },
      { verb: 'pair-device', name: '屏', regions: [1], tokenHash: 'd' },
      { verb: 'create-key', name: '网格', sources: ['grid'], factsPerMinute: null, keyHash: 'k' },
    ] as const)
      keep(by, change, city.clock.time)
    const rows = () => tables.map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all())
    const before = rows()
    expect(before.map((some) => some.length)).toEqual([1, 1, 1, 1])

    const { readingOf, content } = packBook(sqlite, readingFor)
    const report = rebuild(sqlite, { readingOf, packContent: content })
    expect(report.facts).toBeGreaterThan(0)
    expect(rows()).toEqual(before)
  })

  it('knows none of their tables', () => {
    const made = readModels.map(getTableName)
    expect(made.filter((name) => tables.includes(name))).toEqual([])
  })
})
