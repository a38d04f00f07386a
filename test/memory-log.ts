import { openDatabase } from '../server/db/open.ts'
import type { Database } from '../server/db/open.ts'
import { openLog } from '../server/log/log.ts'
import type { Log } from '../server/log/log.ts'
import { smallPack } from './small-pack.ts'

/** A log in memory with the small pack in force and a clock that stands where it is put. */
export interface MemoryLog {
  database: Database
  log: Log
  clock: { now: () => number; set: (now: number) => void }
}

export function memoryLog(now = Date.UTC(2026, 10, 6), path = ':memory:'): MemoryLog {
  const database = openDatabase(path)
  let at = now
  const clock = { now: () => at, set: (next: number) => void (at = next) }
  const log = openLog({ database, clock })
  log.adoptPack(smallPack())
  return { database, log, clock }
}
