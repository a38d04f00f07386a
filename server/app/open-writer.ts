import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CityPack } from '../../shared/city/pack.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import type { WorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'
import type { Zone } from '../../shared/time/zone.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/open.ts'
import { guardPack } from '../db/pack-guard.ts'
import { commitPositions } from '../db/positions.ts'
import { takeWriterLock } from '../db/writer-lock.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import { makeIngest } from '../ingest/take.ts'
import type { Ingest } from '../ingest/take.ts'
import { openLog } from '../log/log.ts'
import { packBook } from '../log/pack-book.ts'
import { checkpointOf } from '../projections/checkpoint.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../log/entry.ts'

/** A city's file open for writing: pack, log and the way in; `close` gives the lock back. */
export interface Writer {
  pack: CityPack
  tree: RegionTree
  zone: Zone
  workingClock: WorkingClock
  database: Database
  log: Log
  ingest: Ingest
  reject(rows: readonly RejectedRow[]): void
  close(): void
}

/** The city's file inside a data folder. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'city.db')

/** Where a pack's data lie unless DATA_DIR says otherwise. */
export const defaultDataDir = (pack: Pick<CityPack, 'id' | 'demo'>): string =>
  join('data', pack.demo ? `${pack.id}-demo` : pack.id)

/**
 * Opens a data folder for a pack and brings the pack into force. Raises `pack-invalid`,
 * `writer-locked` where another process writes there, `pack-mismatch` for another city's file.
 */
export function openWriter(folder: string, dataDir: string, clock: Clock): Writer {
  const pack = loadCityPack(folder)
  mkdirSync(dataDir, { recursive: true })
  const lock = takeWriterLock(dataDir)
  try {
    const database = openDatabase(databaseFile(dataDir))
    try {
      const parts = wire(pack, database, clock)
      return { ...parts, close: () => closeAll(parts.log, database, lock.release) }
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Log and way in over a database that is already open. */
export function wire(pack: CityPack, database: Database, clock: Clock): Omit<Writer, 'close'> {
  guardPack(database.sqlite, pack.id)
  catchUp(database)
  const log = openLog({ database, clock })
  log.adoptPack(pack)
  const tree = new RegionTree(pack.regions)
  const zone = makeZone(pack.zone)
  const workingClock = makeWorkingClock(pack.calendar, zone)
  const typeOf = database.sqlite
    .prepare<[string, string], string>(
      `SELECT type FROM case_number JOIN case_state USING (case_id)
       WHERE case_number.source = ? AND case_number.number = ?`,
    )
    .pluck()
  const reject = rejecter(database)
  const ingest = makeIngest({
    pack: () => pack,
    tree,
    zone,
    clock: workingClock,
    log,
    typeOfCase: (source, number) => typeOf.get(source, number) ?? null,
    reject,
  })
  return { pack, tree, zone, workingClock, database, log, ingest, reject }
}

/** Read models written by other rules, or not up to the log, are made anew before anything is added. */
function catchUp({ sqlite }: Database): void {
  const head = commitPositions(sqlite).head()
  if (head === 0 || checkpointOf(sqlite).position() === head) return
  const { readingOf, content } = packBook(sqlite, readingFor)
  rebuild(sqlite, { readingOf, packContent: content })
}

/** Writes dead letters (死信), a batch in one transaction. */
function rejecter({ sqlite }: Database): (rows: readonly RejectedRow[]) => void {
  const insert = sqlite.prepare(
    'INSERT INTO rejected (received_at, source, reason, detail, raw) VALUES (?, ?, ?, ?, ?)',
  )
  return sqlite.transaction((rows: readonly RejectedRow[]) => {
    for (const { receivedAt, source, reason, detail, raw } of rows)
      insert.run(receivedAt, source, reason, detail, raw)
  })
}

/** What still waits is written before the file closes. */
function closeAll(log: Log, database: Database, release: () => void): void {
  log.close()
  database.close()
  release()
}
