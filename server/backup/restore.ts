import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { KeyObject } from 'node:crypto'
import { auditedSystem } from '../audit/audit-row.ts'
import { openChain } from '../audit/chain.ts'
import { auditVerifier } from '../audit/verify.ts'
import { openDatabase } from '../db/open.ts'
import { checkCopy } from './check-copy.ts'
import { copyFiles, filesUnder, flush, linkFiles, sha256Of } from './files.ts'
import { databaseName, fileFolders, readManifest, unfinished, type Manifest } from './manifest.ts'

/** What to restore (恢复), into a data folder whose writer's lock the caller holds. */
export interface RestoreJob {
  dataDir: string
  /** A backup's folder. */
  folder: string
  /** The audit key that the backup's chain was made with; null = lost, the chain stays unverified. */
  key: KeyObject | null
  /** UTC ms. */
  at: number
  /** The account of the operating system that did it. */
  user: string
  /** Told before each step, in words. */
  say(step: string): void
}

/**
 * Puts a backup in the place of a data folder's city (恢复): copied, checked against its manifest, its
 * audit chain walked, and only then swapped in; answers where the old one lies. Raises an Error in words
 * and leaves the city as it was when anything does not agree.
 */
export async function restoreBackup(
  job: RestoreJob,
): Promise<{ manifest: Manifest; old: string | null }> {
  const { dataDir, folder, at, say } = job
  const found = readManifest(folder)
  if (found === null) throw new Error(`${folder} 不是完整的备份：缺少 backup.json，或它已损坏。`)
  const target = join(dataDir, databaseName)
  const was = existsSync(target) ? peek(target) : null
  if (was?.pack && was.pack !== found.pack)
    throw new Error(
      `此备份属于城市包 ${found.pack}，而数据目录属于 ${was.pack}；请用 DATA_DIR 另选目录。`,
    )

  const draft = join(dataDir, `restore${unfinished}`)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  try {
    say('复制备份')
    const copy = join(draft, databaseName)
    copyFileSync(join(folder, databaseName), copy)
    for (const one of fileFolders) copyFiles(join(folder, one), join(draft, one))
    say('核对库文件、位置与各项计数')
    const problems = await checkCopy(copy, found)
    problems.push(...(await fileProblems(draft, found)))
    if (problems.length > 0) throw new Error(`备份有误，未恢复：${problems.join('；')}`)
    if (job.key !== null) {
      say('核验审计链')
      await takeUpChain(copy, job.key, { ...job, from: basename(folder), found, was })
    }
    say('换上')
    flush(copy)
    const old = was === null ? null : setAside(dataDir, at)
    for (const one of fileFolders) copyFiles(join(draft, one), join(dataDir, one))
    renameSync(copy, target)
    rmSync(join(dataDir, 'figures.mirror'), { force: true })
    flush(dataDir)
    return { manifest: found, old }
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** What a file says of itself, if it can still be read: the reason to restore may be that it cannot. */
function peek(path: string): { pack: string | null; end: unknown } {
  try {
    const sqlite = new Sqlite(path)
    try {
      // What still lies in the write-ahead log goes into the file that is kept.
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
      const pack = sqlite.prepare("SELECT value FROM meta WHERE key = 'pack_id'").pluck().get()
      const end = sqlite.prepare('SELECT number, mac FROM audit_head').get() ?? null
      return { pack: pack === undefined ? null : String(pack), end }
    } finally {
      sqlite.close()
    }
  } catch {
    return { pack: null, end: null }
  }
}

async function fileProblems(draft: string, { files }: Manifest): Promise<string[]> {
  const names = fileFolders.flatMap((one) => filesUnder(join(draft, one)))
  const problems =
    names.length === files.count
      ? []
      : [`应有 ${files.count} 个附件和报告文件，实有 ${names.length} 个`]
  for (const name of filesUnder(join(draft, 'attachments'))) {
    if (name.endsWith('.json')) continue
    if ((await sha256Of(join(draft, 'attachments', name))) !== basename(name))
      problems.push(`附件 ${basename(name)} 内容与指纹不符`)
  }
  return problems
}

/** The chain is walked as it came, and goes on with a row that says what was restored. */
async function takeUpChain(
  copy: string,
  key: KeyObject,
  { at, from, found, was, user }: RestoreJob & { from: string; found: Manifest; was: unknown },
): Promise<void> {
  const database = openDatabase(copy)
  try {
    const { sqlite } = database
    const { ok, firstBad } = await auditVerifier(sqlite, key)(at, found.figures.audit ?? undefined)
    if (!ok)
      throw new Error(
        `备份的审计链在第 ${firstBad?.number ?? 0} 行断开，未恢复。请核对 secrets.json 是否为该库原来的密钥；` +
          '密钥确已遗失时加 --without-audit-key。',
      )
    const detail = { backup: from, position: found.figures.position, replaced: was, user }
    const chain = openChain(sqlite, at, { key })
    sqlite.transaction(() => chain.write(at, { asker: auditedSystem, action: 'restore', detail }))()
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

/** Keeps the old city beside (旧库): at no moment is there no file, or a new one with an old log of writes. */
function setAside(dataDir: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')
  const old = join(dataDir, `before-restore-${stamp}Z`)
  mkdirSync(old, { mode: 0o700 })
  for (const one of fileFolders) linkFiles(join(dataDir, one), join(old, one))
  for (const tail of ['-wal', '-shm']) {
    const path = join(dataDir, `${databaseName}${tail}`)
    if (existsSync(path)) renameSync(path, join(old, `${databaseName}${tail}`))
  }
  linkSync(join(dataDir, databaseName), join(old, databaseName))
  flush(old)
  return old
}
