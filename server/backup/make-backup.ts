import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { checkCopy } from './check-copy.ts'
import { figuresOf } from './figures.ts'
import { copyFiles, flush, sha256Of } from './files.ts'
import {
  backupsIn,
  databaseName,
  fileFolders,
  manifestName,
  unfinished,
  type Manifest,
} from './manifest.ts'

/** What to back up, and where. */
export interface BackupJob {
  dataDir: string
  /** Where backups lie, each in a folder of its own. */
  root: string
  /** UTC ms: its name too. */
  at: number
  by: string | null
}

/** Pages copied at a step: 4 MiB. */
const pagesAtOnce = 1_024

/**
 * Makes a backup (备份) while the city goes on, and answers only after it was opened and compared with the
 * city as of the same commit. Raises an Error in words, and leaves nothing, when it does not agree.
 */
export async function makeBackup(
  { dataDir, root, at, by }: BackupJob,
  elapsed: () => number = () => performance.now(),
): Promise<Manifest> {
  const begun = elapsed()
  const name = nameOf(at)
  const folder = join(root, name)
  const draft = `${folder}${unfinished}`
  mkdirSync(root, { recursive: true, mode: 0o700 })
  const before = backupsIn(root)[0]?.name
  removeDrafts(root, at)
  mkdirSync(draft, { mode: 0o700 })
  try {
    const path = join(draft, databaseName)
    const { figures, pack } = await copyDatabase(join(dataDir, databaseName), path)
    single(path)
    chmodSync(path, 0o600)
    flush(path)
    const files = { count: 0, bytes: 0 }
    // After the file: whatever a fact of it names is on the disk already.
    for (const one of fileFolders) {
      const earlier = before === undefined ? null : join(root, before, one)
      const { count, bytes } = copyFiles(join(dataDir, one), join(draft, one), earlier)
      files.count += count
      files.bytes += bytes
    }
    const problems = await checkCopy(path, { figures })
    if (problems.length > 0) throw new Error(`备份与库不符，未保留：${problems.join('；')}`)
    const made: Manifest = {
      ...{ version: 1, at, pack, by, figures, files, tookMs: Math.round(elapsed() - begun) },
      database: { bytes: statSync(path).size, sha256: await sha256Of(path) },
    }
    const told = join(draft, manifestName)
    writeFileSync(told, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
    flush(told)
    flush(draft)
    renameSync(draft, folder)
    flush(root)
    return made
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
}

/** Every page as of one commit: the read transaction is held from the first to the last. */
async function copyDatabase(from: string, to: string) {
  const sqlite = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    sqlite.exec('BEGIN')
    const pack = sqlite
      .prepare<[], string>("SELECT value FROM meta WHERE key = 'pack_id'")
      .pluck()
      .get()
    await sqlite.backup(to, { progress: () => pagesAtOnce })
    const figures = figuresOf(sqlite)
    sqlite.exec('COMMIT')
    return { figures, pack: pack ?? '' }
  } finally {
    sqlite.close()
  }
}

const dayMs = 86_400_000

/** What backups left that were killed, a day later: a younger draft may be somebody else's, and growing. */
function removeDrafts(root: string, now: number): void {
  for (const name of readdirSync(root).filter((one) => one.endsWith(unfinished))) {
    const path = join(root, name)
    if (name === `${nameOf(now)}${unfinished}` || statSync(path).mtimeMs < now - dayMs)
      rmSync(path, { recursive: true, force: true })
  }
}

/** The copy is one file: it needs no log of writes beside it, and reading it makes none. */
function single(path: string): void {
  const sqlite = new Sqlite(path)
  sqlite.pragma('journal_mode = DELETE')
  sqlite.close()
}

/** `2026-11-23T02-30-00Z`: sorts by time, fits every disk. */
export const nameOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`

/** Removes all but the newest backups; how many went. */
export function removeOldBackups(root: string, kept: number): number {
  const old = backupsIn(root).slice(kept)
  for (const { name } of old) rmSync(join(root, name), { recursive: true })
  return old.length
}
