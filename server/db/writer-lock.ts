import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'

/** The right to write one data folder; `release` gives it back, and so does the death of the process. */
export interface WriterLock {
  release(): void
}

// A lock that its taker does not keep hold of would be let go by the garbage collector.
const held = new Set<Sqlite.Database>()

/**
 * Takes the writer's lock of a data folder: an exclusive transaction held open on a tiny database,
 * which the operating system drops with the process, however it ends. Raises `writer-locked`.
 */
export function takeWriterLock(dataDir: string): WriterLock {
  mkdirSync(dataDir, { recursive: true })
  const sqlite = new Sqlite(join(dataDir, 'writer.lock'), { timeout: 0 })
  try {
    sqlite.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    sqlite.close()
    if (!isBusy(error)) throw error
    throw new DomainError({
      code: 'writer-locked',
      params: {
        dataDir,
        remedy: '另一进程正在写此目录；请先停下它，或经 HTTP 交给它，或用 DATA_DIR 另选目录。',
      },
    })
  }
  held.add(sqlite)
  return {
    release: () => {
      if (held.delete(sqlite)) sqlite.close()
    },
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
