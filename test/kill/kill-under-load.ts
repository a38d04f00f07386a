import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openDatabase } from '../../server/db/open.ts'
import type { Database } from '../../server/db/open.ts'
import { takeWriterLock } from '../../server/db/writer-lock.ts'
import { packBook } from '../../server/log/pack-book.ts'
import { readingFor } from '../../server/projections/reading-for.ts'
import { rebuild } from '../../server/projections/rebuild.ts'

const appender = join(import.meta.dirname, 'appender.ts')

/** What one killed writer left: the keys it acknowledged, and whether its lock had kept us out. */
export interface Killed {
  acknowledged: string[]
  lockHeld: boolean
}

/** Starts a writer and kills it (-9) once it has acknowledged `killAfter` facts. */
export async function killUnderLoad(
  dataDir: string,
  seed: number,
  killAfter: number,
): Promise<Killed> {
  const child = spawn(process.execPath, ['--import', 'tsx', appender, dataDir, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  let lockHeld = false
  let lines = 0
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    said += chunk
    lines += chunk.split('\n').length - 1
    if (lines < killAfter || child.killed) return
    lockHeld = isLocked(dataDir)
    child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.once('close', resolve))
  if (!child.killed) throw new Error('the writer ended before it was killed')
  // The last line may be cut off in the middle of a key.
  return { acknowledged: said.split('\n').slice(0, -1), lockHeld }
}

function isLocked(dataDir: string): boolean {
  try {
    takeWriterLock(dataDir).release()
    return false
  } catch {
    return true
  }
}

/** What the file holds after a kill, and what is wrong with it. */
export interface Aftermath {
  facts: number
  /** Acknowledged keys that are not there exactly once. */
  lost: string[]
  integrity: string
  /** Whether the read models are, row for row, what a rebuild makes of the log. */
  rebuiltEqual: boolean
}

export function inspect(dataDir: string, acknowledged: readonly string[]): Aftermath {
  const lock = takeWriterLock(dataDir)
  const database = openDatabase(join(dataDir, 'city.db'))
  const { sqlite } = database
  const times = sqlite
    .prepare<[string], number>("SELECT count(*) FROM log WHERE source = 'hotline' AND key = ?")
    .pluck()
  const lost = acknowledged.filter((key) => times.get(key) !== 1)
  const integrity = String(sqlite.pragma('integrity_check', { simple: true }))
  const before = readModels(database)
  const { readingOf, content } = packBook(sqlite, readingFor)
  const { facts } = rebuild(sqlite, { readingOf, packContent: content })
  const rebuiltEqual = before === readModels(database)
  database.close()
  lock.release()
  return { facts, lost, integrity, rebuiltEqual }
}

const readModels = ({ sqlite }: Database): string =>
  ['case_state', 'case_contribution', 'pack_version']
    .map((table) => JSON.stringify(sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()))
    .join('\n')
