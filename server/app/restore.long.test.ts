import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import Sqlite from 'better-sqlite3'
import { inspect, killUnderLoad } from '../../test/kill/kill-under-load.ts'
import { knownKey } from '../audit/chain.ts'
import { auditVerifier } from '../audit/verify.ts'
import { figuresOf } from '../backup/figures.ts'
import { backupsIn, type Manifest } from '../backup/manifest.ts'
import { makeBackup, nameOf } from '../backup/make-backup.ts'
import { restoreBackup } from '../backup/restore.ts'

let dataDir = ''
let root = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'restore-'))
  root = join(dataDir, 'backups')
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const backUp = (at: number) => makeBackup({ dataDir, root, at, by: null })
const restore = (of: number, at = of) =>
  restoreBackup({
    ...{ dataDir, folder: join(root, nameOf(of)), key: knownKey, at, user: 'drill', say: () => {} },
  })
const inFile = async <T>(look: (sqlite: Sqlite.Database) => T): Promise<Awaited<T>> => {
  const sqlite = new Sqlite(join(dataDir, 'city.db'), { readonly: true })
  try {
    return await look(sqlite)
  } finally {
    sqlite.close()
  }
}
/** What a city is, but for the row that a restore leaves in its audit and how the index of titles lies. */
const cityOf = ({ position, sums, rows }: Manifest['figures']) => ({
  ...{ position, sums },
  rows: Object.entries(rows).filter(([table]) => !/^(audit$|case_title_)/.test(table)),
})

it('a writer killed under load, backed up in the middle, is given back as of the backup, ten times', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const at = Date.UTC(2026, 10, 6) + round * 1_000
    const earlier = await killUnderLoad(dataDir, round * 10, 400)
    let made: Manifest | null = null
    const killed = killUnderLoad(dataDir, round * 10 + 1, 3_000)
    while (made === null) {
      await wait(20)
      if (existsSync(join(dataDir, 'city.db'))) made = await backUp(at)
    }
    const later = await killed
    const { old } = await restore(at)

    expect(cityOf(await inFile(figuresOf)), `round ${round}`).toEqual(cityOf(made.figures))
    // Everything acknowledged before the backup began, once; and every read model as a rebuild makes it.
    const after = inspect(dataDir, earlier.acknowledged)
    expect([after.lost, after.integrity, after.rebuiltEqual]).toEqual([[], 'ok', true])
    const verified = await inFile((sqlite) => auditVerifier(sqlite, knownKey)(0))
    expect(verified).toMatchObject({ ok: true, unverified: 0 })
    expect(verified.rows).toBeGreaterThan(100)

    // The city that was replaced is kept whole.
    const kept = inspect(old ?? '', [...earlier.acknowledged, ...later.acknowledged])
    expect([kept.lost, kept.integrity]).toEqual([[], 'ok'])
  }
})

it('a restore or a backup killed at any moment leaves a whole city, the old or the new', async () => {
  const first = await killUnderLoad(dataDir, 1, 4_000)
  const at = Date.UTC(2026, 10, 6)
  const then = await backUp(at)
  const second = await killUnderLoad(dataDir, 2, 1_000)
  const now = cityOf((await backUp(at + 1_000)).figures)
  const env = { ...process.env, DATA_DIR: dataDir, AUDIT_KEY: Buffer.alloc(32).toString('base64') }
  /** Runs a command until it is `ms` past the moment that `reached` tells, then kills it (-9). */
  const killed = async (args: string[], reached: (said: string) => boolean, ms: number) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
      ...{ env, stdio: ['ignore', 'pipe', 'inherit'] },
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (said += chunk))
    const ended = once(child, 'close')
    while (child.exitCode === null && !reached(said)) await wait(1)
    await Promise.race([ended, wait(ms)])
    child.kill('SIGKILL')
    await ended
  }
  const steps = ['复制备份', '核对库文件', '核验审计链', '换上', '已恢复']
  const isBeingMade = () => readdirSync(root).some((name) => name.endsWith('.unfinished'))
  const outcomes = new Set<string>()
  for (let round = 0; round < 24; round += 1) {
    const step = steps[round % steps.length] ?? ''
    const restoring = ['server/app/restore.ts', join(root, nameOf(at))]
    if (round % 4 === 0) await killed(['server/app/backup.ts'], isBeingMade, round * 5)
    else await killed(restoring, (said) => said.includes(step), round)
    const found = cityOf(await inFile(figuresOf))
    const is = JSON.stringify(found) === JSON.stringify(cityOf(then.figures)) ? 'then' : 'now'
    outcomes.add(is)
    if (is === 'now') expect(found).toEqual(now)
    const all = is === 'now' ? [...first.acknowledged, ...second.acknowledged] : first.acknowledged
    expect(inspect(dataDir, all)).toMatchObject({ lost: [], integrity: 'ok', rebuiltEqual: true })
    if (is === 'then') await restore(at + 1_000, at + (round + 2) * 1_000)
    // What is listed as a backup is one: opened and compared.
    for (const { name } of backupsIn(root))
      expect(readdirSync(join(root, name))).toContain('city.db')
  }
  await restore(at)
  expect(cityOf(await inFile(figuresOf))).toEqual(cityOf(then.figures))
  expect(outcomes).toEqual(new Set(['now', 'then']))
})
