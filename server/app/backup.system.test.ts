import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditVerifier } from '../audit/verify.ts'
import { figuresOf } from '../backup/figures.ts'
import { backupsIn } from '../backup/manifest.ts'
import { readConfig } from './config.ts'
import { openSecrets } from './secrets.ts'
import { startServer, type CityServer } from './server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'drill-'))
const root = join(dataDir, 'backups')
const key = 'a-source-key'
const env = { DATA_DIR: dataDir, PORT: '0', SOURCE_KEY: key, DEMO: '0', LOG_LEVEL: 'silent' }
let server: CityServer | null = null
const start = async () => void (server = await startServer(readConfig(env)))
const stop = async () => {
  await server?.stop()
  server = null
}
beforeAll(start)
afterAll(async () => {
  await stop()
  rmSync(dataDir, { recursive: true })
})

const tell = async (first: number, count: number) => {
  const facts = Array.from({ length: count }, (_, i) => ({
    ...{ type: 'case-reported', key: `r${first + i}`, source: 'hotline', case: `N${first + i}` },
    ...{ occurredAt: Date.now() - 60_000, region: '320613', eventType: '0102' },
  }))
  const answer = await fetch(`${server?.url}/api/v1/facts`, {
    ...{ method: 'POST', body: JSON.stringify(facts) },
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(200)
}
const run = (script: string, ...args: string[]) => {
  const told = spawnSync(
    process.execPath,
    ['--import', 'tsx', `server/app/${script}.ts`, ...args],
    {
      ...{ encoding: 'utf8', env: { ...process.env, ...env } },
    },
  )
  return { status: told.status, words: `${told.stdout}${told.stderr}` }
}
const inFile = <T>(look: (sqlite: Sqlite.Database) => T): T => {
  const sqlite = new Sqlite(join(dataDir, 'city.db'), { readonly: true })
  try {
    return look(sqlite)
  } finally {
    sqlite.close()
  }
}

it('a city is backed up while it runs, and given back as it was then', async () => {
  await tell(1, 40)
  const backup = run('backup')
  expect(backup.words).toContain('已打开核对')
  const [made] = backupsIn(root)
  expect(made?.manifest.figures.sums.reported).toBe(40)
  expect(readdirSync(join(root, made?.name ?? ''))).not.toContain('secrets.json')
  await tell(100, 5)

  const refused = run('restore', join(root, made?.name ?? ''))
  expect([refused.status, refused.words]).toEqual([1, expect.stringContaining('不能恢复')])
  await stop()
  expect(inFile(figuresOf).sums.reported).toBe(45)

  const restored = run('restore', join(root, made?.name ?? ''))
  expect([restored.status, restored.words]).toEqual([0, expect.stringContaining('已恢复')])
  const now = inFile(figuresOf)
  expect(now.sums).toEqual(made?.manifest.figures.sums)
  expect(now.position).toBe(made?.manifest.figures.position)
  expect(readdirSync(dataDir).some((name) => name.startsWith('before-restore-'))).toBe(true)

  await start()
  await tell(100, 5)
  await stop()
  expect(inFile(figuresOf).sums.reported).toBe(45)
  const sqlite = new Sqlite(join(dataDir, 'city.db'), { readonly: true })
  const { auditKey } = openSecrets(dataDir, {})
  expect(await auditVerifier(sqlite, auditKey)(0)).toMatchObject({ ok: true, unverified: 0 })
  sqlite.close()
})

it('without the key of its audit a city is not taken up, unless it is said to be lost', async () => {
  const [made] = backupsIn(root)
  rmSync(join(dataDir, 'secrets.json'))
  const refused = run('restore', join(root, made?.name ?? ''))
  expect([refused.status, refused.words]).toEqual([1, expect.stringContaining('secrets.json')])
  expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false)
  await expect(start()).rejects.toThrow('审计密钥与库中的审计链不符')
})
