import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Attachment } from '../../shared/cases/attachment.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import type { WorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'
import type { Zone } from '../../shared/time/zone.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openChain, type AuditChain, type ChainOptions } from '../audit/chain.ts'
import { auditRetention } from '../audit/retention.ts'
import { attachmentFolder, openAttachments } from '../attachments/attachment-store.ts'
import { openDatabase } from '../db/open.ts'
import { letterKeeper } from '../db/letter-keeper.ts'
import type { Database } from '../db/open.ts'
import { guardPack } from '../db/pack-guard.ts'
import { commitPositions } from '../db/positions.ts'
import { takeWriterLock } from '../db/writer-lock.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import { mask } from '../ingest/mask.ts'
import { makeIngest } from '../ingest/take.ts'
import type { Ingest } from '../ingest/take.ts'
import { openLog } from '../log/log.ts'
import { knownFacts } from '../queries/known-facts.ts'
import { packBook } from '../log/pack-book.ts'
import { checkpointOf } from '../projections/checkpoint.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import type { Log } from '../log/log.ts'
import { openSecrets } from './secrets.ts'
import type { Clock } from '../log/entry.ts'

/** A city's file open for writing: pack, log and the way in; `close` gives the lock back. */
export interface Writer {
  pack: CityPack
  tree: RegionTree
  zone: Zone
  workingClock: WorkingClock
  database: Database
  log: Log
  /** Where what is no fact is audited (审计链), in the transaction that changes it. */
  audit: AuditChain
  /** Lets audit rows older than so many days go (到期清理); how many went. */
  retireAudit(keptDays: number, now: number): number
  ingest: Ingest
  /** A file that was uploaded (附件); null = not on our disk. */
  attachment(hash: string): Attachment | null
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
      const { find } = openAttachments(attachmentFolder(dataDir), (name) => mask(name, {}))
      const chain = {
        key: openSecrets(dataDir).auditKey,
        newKey: process.env.AUDIT_NEW_KEY === '1',
      }
      const parts = wire(pack, database, clock, find, chain)
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
export function wire(
  pack: CityPack,
  database: Database,
  clock: Clock,
  attachment: Writer['attachment'] = () => null,
  chain: ChainOptions = {},
): Omit<Writer, 'close'> {
  guardPack(database.sqlite, pack.id)
  catchUp(database)
  const audit = openChain(database.sqlite, clock.now(), chain)
  const log = openLog({ database, clock, audit })
  const retireAudit = auditRetention(database.sqlite, audit)
  log.adoptPack(pack)
  const tree = new RegionTree(pack.regions)
  const zone = makeZone(pack.zone)
  const workingClock = makeWorkingClock(pack.calendar, zone)
  const { typesOfCase } = knownFacts(database)
  const reject = letterKeeper(database.sqlite, sourcesOf(pack))
  const ingest = makeIngest({
    pack: () => pack,
    tree,
    zone,
    clock: workingClock,
    log,
    typesOfCase,
    attachment,
    reject,
  })
  return {
    pack,
    tree,
    zone,
    workingClock,
    database,
    log,
    audit,
    retireAudit,
    ingest,
    attachment,
    reject,
  }
}

/** Read models written by other rules, or not up to the log, are made anew before anything is added. */
function catchUp({ sqlite }: Database): void {
  const head = commitPositions(sqlite).head()
  if (head === 0 || checkpointOf(sqlite).position() === head) return
  const { readingOf, content } = packBook(sqlite, readingFor)
  rebuild(sqlite, { readingOf, packContent: content })
}

/** Who dead letters may be from: the pack's channels, feeds and departments. */
export const sourcesOf = ({ caseSources, feeds, departments }: CityPack): ReadonlySet<string> =>
  new Set([...caseSources.map(({ key }) => key), ...[...feeds, ...departments].map(({ id }) => id)])

/** What still waits is written before the file closes. */
function closeAll(log: Log, database: Database, release: () => void): void {
  log.close()
  database.close()
  release()
}
