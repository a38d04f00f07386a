import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CityPack } from '../shared/city/pack.ts'
import type { BodyOf, CaseFactType, NewFactOf } from '../shared/events/index.ts'
import { RegionTree } from '../shared/regions/tree.ts'
import { openDatabase, type Database } from '../server/db/open.ts'
import type { Entry } from '../server/log/entry.ts'
import { openLog } from '../server/log/log.ts'
import { noon, seeded } from './fill-city.ts'

const hourMs = 3_600_000
const casesAtOnce = 2_000

/** How many cases a city has had, how many of them are open, and how many of those are late. */
export interface QueueCity {
  cases: number
  open: number
  late: number
}

/**
 * A city's file with so many cases (案件库): the open ones told to the log fact by fact, the closed ones
 * written straight into it with two facts each. Made once and kept in the temporary folder for as
 * long as what it follows from stays the same.
 */
export function queueCity(pack: CityPack, city: QueueCity): string {
  const kept = join(tmpdir(), 'shiyu-bench')
  const path = join(kept, `queue-${city.open}-${contentHash(pack, city)}.db`)
  if (existsSync(path)) return path
  mkdirSync(kept, { recursive: true })
  for (const old of readdirSync(kept))
    if (old.startsWith(`queue-${city.open}-`)) rmSync(join(kept, old))
  const database = openDatabase(`${path}.part`)
  fillClosed(database, city.cases - city.open)
  const log = openLog({ database, clock: { now: () => noon } })
  log.adoptPack(pack)
  const tell = teller(pack, city)
  for (let n = 0; n < city.open; n += casesAtOnce) {
    const most = Math.min(casesAtOnce, city.open - n)
    log.appendNow(Array.from({ length: most }, (_, i) => tell(n + i)))
  }
  database.sqlite.exec('ANALYZE')
  database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  renameSync(`${path}.part`, path)
  return path
}

/** What the file follows from: the pack, the tables, how cases are folded and kept, and this fixture. */
function contentHash(pack: CityPack, city: QueueCity): string {
  const hash = createHash('sha256').update(pack.hash).update(JSON.stringify(city))
  hash.update(readFileSync(import.meta.filename))
  for (const folder of ['server/db/migrations', 'server/projections', 'server/log', 'shared/cases'])
    for (const name of readdirSync(folder).sort())
      if (/\.(ts|sql)$/.test(name)) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}

/** Cases that are over: a report and a closing in the log, and their last state. */
function fillClosed({ sqlite }: Database, cases: number): void {
  sqlite.transaction(() => {
    sqlite.exec(`
      CREATE TEMP TABLE past AS
        WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${cases})
        SELECT id, ${noon - 2_160 * hourMs} + id * (${2_000 * hourMs} / ${cases}) AS at FROM n;
      INSERT INTO case_number SELECT id, 'hotline', printf('2026-%08d', id) FROM past;
      INSERT INTO log (position, stream, stream_id, type, version, occurred_at, published_at,
          recorded_at, source, key, pack, body)
        SELECT 2 * id - 1, 'case', id, 'case-reported', 1, at, at, at, 'hotline', 'r' || id, 1,
          json_object('number', printf('2026-%08d', id), 'type', '0102', 'region', NULL, 'severity', 4)
        FROM past
        UNION ALL SELECT 2 * id, 'case', id, 'case-closed', 1, at + 1, at + 1, at + 1, 'hotline',
          'c' || id, 1, '{}' FROM past;
      INSERT INTO case_state (case_id, source, number, type, severity, stage, "open", reported_at,
          closed_at, overdue, title, position)
        SELECT id, 'hotline', printf('2026-%08d', id), '0102', 4, 'closed', 0, at, at + 1, 0,
          '人民路 ' || id || ' 号垃圾未清运', 2 * id FROM past;
      DROP TABLE past;
    `)
    const last = 2 * cases
    sqlite.prepare('INSERT INTO commits VALUES (?, ?, ?)').run(last, noon, noon)
  })()
}

const troubles = [
  '垃圾未清运',
  '路面积水',
  '井盖破损',
  '占道经营',
  '噪声扰民',
  '路灯不亮',
  '违规停车',
]

/** Tells an open case, its facts in order, up to where it now waits; the same for ever. */
export function teller(pack: CityPack, city: Pick<QueueCity, 'open' | 'late'>) {
  const random = seeded(29)
  const places = new RegionTree(pack.regions).all.filter((region) => region.level === 'grid')
  const sources = pack.caseSources.map(({ key }) => key)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return (n: number): Entry => {
    const type = pick(pack.eventTypes)
    const [region, source, number] = [pick(places), pick(sources), `20261105-${n}`]
    const isLate = random() < city.late / city.open
    const at = Math.floor(noon - (isLate ? 60 + random() * 1_000 : random() * 20) * hourMs)
    const due = Math.floor(isLate ? at + 30 * hourMs : noon + (0.1 + random() * 100) * hourMs)
    const steps: [CaseFactType, BodyOf<CaseFactType>][] = []
    const add = <T extends CaseFactType>(kind: T, body: BodyOf<T>) => steps.push([kind, body])
    const reached = random()
    add('case-reported', {
      ...{ number, type: type.code, severity: type.severity, repeatOrdinal: 1 },
      ...(random() < 0.97 ? { region: region.id, point: null } : { region: null, point: null }),
    })
    if (reached > 0.04) add('case-accepted', { registerDeadline: due })
    if (reached > 0.1) add('case-registered', { dispatchDeadline: due })
    if (reached > 0.15) {
      const [disposalDeadline, closingDeadline] = [due, due + 24 * hourMs]
      const department = type.lead ?? 'sanitation'
      add('case-dispatched', { department, limit: null, disposalDeadline, closingDeadline })
    }
    if (reached > 0.3) add('case-signed', {})
    if (reached > 0.45) add('case-handling-started', {})
    if (reached > 0.75) add('case-resolved', {})
    else if (reached > 0.7) add('case-suspended', {})
    else if (reached > 0.67) add('case-extension-requested', { disposalDeadline: due + hourMs })
    if (reached > 0.9) add('case-verified', {})
    if (random() < 0.02) add('case-supervised', { owner: '分管领导', due: null })
    const title = `${region.name}${pick(troubles)}，请尽快处理`
    const events = steps.map(([kind, body], step) => ({
      ...{ type: kind, source, key: `${number}:${step}`, body },
      ...{ occurredAt: at + step * 60_000, publishedAt: at + step * 60_000 },
      ...(step === 0 ? { text: { title } } : {}),
    }))
    return { stream: { kind: 'case', source, number }, events: events as unknown as NewFactOf[] }
  }
}
