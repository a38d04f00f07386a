import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import * as tables from './tables.ts'

/** One open connection: `sqlite` for prepared statements on hot paths, `db` for drizzle's builder. */
export interface Database {
  sqlite: Sqlite.Database
  db: BetterSQLite3Database<typeof tables>
  close(): void
}

/** synchronous=FULL in SQLite's own numbering: an acknowledged commit survives a power cut. */
const full = 2
const migrationsFolder = join(import.meta.dirname, 'migrations')

/**
 * Opens the city's file, or one in memory. A writer brings the tables up to date first; a reader must
 * find them. Raises an Error when the connection does not confirm synchronous=FULL.
 */
export function openDatabase(path: string, options: { readonly?: boolean } = {}): Database {
  const readonly = options.readonly ?? false
  const sqlite = new Sqlite(path, { readonly, timeout: 5_000 })
  try {
    if (!readonly) sqlite.pragma('journal_mode = WAL')
    // An existing WAL file opens with NORMAL: every connection says FULL itself and checks it.
    sqlite.pragma('synchronous = FULL')
    assertFull(sqlite)
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('temp_store = MEMORY')
    sqlite.pragma('mmap_size = 0')
    sqlite.pragma('cache_size = -32768')
    sqlite.pragma('journal_size_limit = 67108864')
    const db = drizzle(sqlite, { schema: tables })
    if (!readonly) bringUpToDate(sqlite, db)
    return { sqlite, db, close: () => sqlite.close() }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** Whether every migration has been applied: a reader must not open tables that are not there yet. */
export function isUpToDate(sqlite: Sqlite.Database): boolean {
  const known = readMigrationFiles({ migrationsFolder }).length
  const applied = sqlite
    .prepare<[], number>('SELECT count(*) FROM __drizzle_migrations')
    .pluck()
    .get()
  return applied !== undefined && applied >= known
}

/** Raises an Error unless the connection commits with synchronous=FULL. */
export function assertFull(sqlite: Sqlite.Database): void {
  const mode = sqlite.pragma('synchronous', { simple: true })
  if (mode !== full) throw new Error(`synchronous is ${String(mode)}, not FULL`)
}

// A rebuilt parent table would delete its children, so foreign keys are off while tables change.
function bringUpToDate(sqlite: Sqlite.Database, db: Database['db']): void {
  sqlite.pragma('foreign_keys = OFF')
  migrate(db, { migrationsFolder })
  const broken = sqlite.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`migration broke ${broken.length} references`)
  sqlite.pragma('foreign_keys = ON')
}
