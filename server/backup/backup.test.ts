import { createSecretKey } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { entryOf, mondayMorning, tidyCase } from '../../test/case-facts.ts'
import { smallPack } from '../../test/small-pack.ts'
import { openChain } from '../audit/chain.ts'
import { auditVerifier } from '../audit/verify.ts'
import { openDatabase, type Database } from '../db/open.ts'
import { guardPack } from '../db/pack-guard.ts'
import { openLog, type Log } from '../log/log.ts'
import { figuresOf } from './figures.ts'
import { backupsIn } from './manifest.ts'
import { makeBackup, nameOf, removeOldBackups } from './make-backup.ts'
import { restoreBackup } from './restore.ts'

const key = createSecretKey(Buffer.alloc(32, 3))
const hash = 'a249e87e1e6113da81cdd8a154c222283fbcceff6dd3727a63bf97eee562dfb3'
let dataDir = ''
let root = ''
let city: { database: Database; log: Log; close(): void } | null = null

function openCity() {
  const database = openDatabase(join(dataDir, 'city.db'))
  guardPack(database.sqlite, 'small')
  const clock = { now: () => mondayMorning }
  const audit = openChain(database.sqlite, mondayMorning, { key })
  const log = openLog({ database, clock, audit })
  log.adoptPack(smallPack())
  city = { database, log, close: () => (log.close(), database.close(), (city = null)) }
  return city
}
const note = { asker: demoLeader(1), action: 'report-case', detail: 'x' }
const tell = (log: Log, first: number, count: number): void => {
  for (let n = first; n < first + count; n += 1)
    log.appendNow(tidyCase(n).map((one) => ({ ...entryOf(one), audit: note })))
}
const figures = () => {
  const sqlite = new Sqlite(join(dataDir, 'city.db'), { readonly: true })
  const found = figuresOf(sqlite)
  sqlite.close()
  return found
}
const backUp = (at = mondayMorning) => makeBackup({ dataDir, root, at, by: '王主任' })
const restore = (at = mondayMorning, with_ = key) =>
  restoreBackup({
    ...{ dataDir, folder: join(root, nameOf(at)), key: with_, at, user: 'root', say: () => {} },
  })

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'backup-'))
  root = join(dataDir, 'backups')
  mkdirSync(join(dataDir, 'attachments', 'a2'), { recursive: true })
  writeFileSync(join(dataDir, 'attachments', 'a2', hash), 'a photograph')
  writeFileSync(join(dataDir, 'attachments', 'a2', `${hash}.json`), '{}')
  writeFileSync(join(dataDir, 'secrets.json'), '{"auditKey":"secret"}')
  tell(openCity().log, 1, 5)
})
afterEach(() => {
  city?.close()
  rmSync(dataDir, { recursive: true })
})

describe('a backup of a city', () => {
  it('holds every row, every count and every file as of one commit, and no secret', async () => {
    const made = await backUp()
    expect(made.figures).toEqual(figures())
    expect(made.figures.sums.closed).toBe(5)
    expect(made.figures.audit?.number).toBe(40)
    expect([made.pack, made.by, made.files.count]).toEqual(['small', '王主任', 2])
    const names = readdirSync(join(root, nameOf(mondayMorning)), {
      recursive: true,
      encoding: 'utf8',
    })
    expect(names.sort()).toEqual([
      'attachments',
      'attachments/a2',
      `attachments/a2/${hash}`,
      `attachments/a2/${hash}.json`,
      'backup.json',
      'city.db',
    ])
    expect(statSync(join(root, nameOf(mondayMorning), 'city.db')).mode & 0o077).toBe(0)
    expect(backupsIn(root).map(({ name }) => name)).toEqual([nameOf(mondayMorning)])
  })

  it('is of one instant though the city goes on being written', async () => {
    const { log } = openedCity()
    let n = 100
    const writing = setInterval(() => tell(log, (n += 1), 1), 0)
    const made = await backUp().finally(() => clearInterval(writing))
    expect(n).toBeGreaterThan(100)
    expect(made.figures.rows.log).toBe(made.figures.position)
    expect(made.figures.position).toBeLessThanOrEqual(log.headPosition())
    expect(made.figures.sums.reported).toBe(made.figures.sums.closed)
  })

  it('shares files with the one before, and the oldest go', async () => {
    for (const day of [0, 1, 2]) await backUp(mondayMorning + day * 86_400_000)
    const file = join(root, nameOf(mondayMorning + 86_400_000), 'attachments', 'a2', hash)
    expect(statSync(file).nlink).toBe(3)
    expect(removeOldBackups(root, 2)).toBe(1)
    expect(backupsIn(root).map(({ manifest }) => manifest.at)).toEqual(
      [2, 1].map((day) => mondayMorning + day * 86_400_000),
    )
    expect(readFileSync(file, 'utf8')).toBe('a photograph')
  })
})

const openedCity = () => {
  if (city === null) throw new Error('the city is closed')
  return city
}

describe('a restore', () => {
  it('gives back the city of then, with its files, its chain and a row that says so', async () => {
    const { figures: then } = await backUp()
    tell(openedCity().log, 50, 3)
    openedCity().close()
    const lost = figures()
    rmSync(join(dataDir, 'attachments'), { recursive: true })
    const { old } = await restore()

    const now = figures()
    expect({ ...now, audit: null, rows: { ...now.rows, audit: 40 } }).toEqual({
      ...then,
      audit: null,
    })
    expect(readFileSync(join(dataDir, 'attachments', 'a2', hash), 'utf8')).toBe('a photograph')
    const again = openCity()
    const { sqlite } = again.database
    expect(
      sqlite.prepare('SELECT number, asker, action FROM audit ORDER BY number DESC LIMIT 1').get(),
    ).toEqual({
      ...{ number: 41, asker: 'system', action: 'restore' },
    })
    expect(await auditVerifier(sqlite, key)(mondayMorning)).toMatchObject({ ok: true, rows: 41 })
    tell(again.log, 60, 1)
    again.close()

    const kept = new Sqlite(join(old ?? '', 'city.db'), { readonly: true })
    expect(figuresOf(kept)).toEqual(lost)
    kept.close()
  })

  const refusals: [string, (folder: string) => void, RegExp][] = [
    [
      'a file that was changed',
      (folder) => appendFileSync(join(folder, 'city.db'), 'x'),
      /文件大小/,
    ],
    [
      'one flipped byte',
      (folder) => {
        const path = join(folder, 'city.db')
        const bytes = readFileSync(path)
        const middle = bytes.length >> 1
        bytes[middle] = (bytes[middle] ?? 0) ^ 1
        writeFileSync(path, bytes)
      },
      /指纹/,
    ],
    [
      'a missing attachment',
      (folder) => rmSync(join(folder, 'attachments', 'a2', hash)),
      /实有 1 个/,
    ],
    [
      'another content of an attachment',
      (folder) => {
        const path = join(folder, 'attachments', 'a2', hash)
        rmSync(path)
        writeFileSync(path, 'a forgery!!!')
      },
      /内容与指纹不符/,
    ],
    ['no manifest', (folder) => rmSync(join(folder, 'backup.json')), /不是完整的备份/],
  ]
  it.each(refusals)('refuses %s and leaves the city as it was', async (_what, harm, words) => {
    await backUp()
    tell(openedCity().log, 50, 1)
    openedCity().close()
    const before = figures()
    harm(join(root, nameOf(mondayMorning)))
    await expect(restore()).rejects.toThrow(words)
    expect(figures()).toEqual(before)
    expect(readdirSync(dataDir).filter((name) => /restore/.test(name))).toEqual([])
  })

  it('refuses a chain of another key, or one that was broken before the backup', async () => {
    await backUp()
    openedCity().close()
    await expect(restore(mondayMorning, createSecretKey(Buffer.alloc(32, 4)))).rejects.toThrow(
      '审计链',
    )
    const { sqlite, close } = openDatabase(join(dataDir, 'city.db'))
    sqlite.exec('DROP TRIGGER audit_never_changed')
    sqlite.exec("UPDATE audit SET detail = 'y' WHERE number = 7")
    close()
    await backUp(mondayMorning + 1_000)
    await expect(restore(mondayMorning + 1_000)).rejects.toThrow('第 7 行')
  })

  it('puts a city into an empty folder, and refuses one that is another city’s', async () => {
    await backUp()
    openedCity().close()
    for (const name of readdirSync(dataDir)) {
      if (name !== 'backups') rmSync(join(dataDir, name), { recursive: true })
    }
    expect((await restore()).old).toBeNull()
    expect(existsSync(join(dataDir, 'city.db'))).toBe(true)
    const { sqlite, close } = openDatabase(join(dataDir, 'city.db'))
    sqlite.exec("UPDATE meta SET value = 'boston' WHERE key = 'pack_id'")
    close()
    await expect(restore()).rejects.toThrow('boston')
  })
})
