import type Sqlite from 'better-sqlite3'
import type { CityPack } from '../../shared/city/pack.ts'
import type { BostonMapping } from '../ingest/sources/boston-311/mapping.ts'
import type { ImportReport } from './import-report.ts'

/** One thing that must be true of an import (核对). */
export interface Check {
  what: string
  holds: boolean
}

export interface Imported {
  first: ImportReport
  second: ImportReport
  /** How far the second import moved the log. */
  moved: number
  pack: CityPack
  mapping: BostonMapping
}

type Row = Record<string, string>

/** What the file of July–December 2011 holds, as counted when this was written. */
const known = { rows: 58_251, judged: 43_664, unplaced: 2_870, placeholder: 2_832 }

/** Holds an import against the file as a second reader, `rows`, sees it. */
export function checksOf(
  sqlite: Sqlite.Database,
  rows: readonly Row[],
  { first, second, moved, pack, mapping }: Imported,
): Check[] {
  return [
    countCheck(sqlite, rows, first),
    verdictCheck(sqlite, rows),
    neighborhoodCheck(sqlite, rows, pack, mapping),
    {
      what: `第二次导入：追加 ${moved}，收下 ${second.accepted}，重复 ${second.duplicate}/${second.facts}`,
      holds: moved === 0 && second.accepted === 0 && second.duplicate === second.facts,
    },
    placeCheck(sqlite, rows, mapping),
    maskCheck(sqlite, rows, first),
  ]
}

const one = (sqlite: Sqlite.Database, sql: string): number =>
  sqlite.prepare<[], number>(sql).pluck().get() ?? 0

function countCheck(sqlite: Sqlite.Database, rows: readonly Row[], first: ImportReport): Check {
  const ids = new Set(rows.map((row) => row.case_enquiry_id)).size
  const kept = one(sqlite, 'SELECT count(*) FROM case_state')
  const numbers = [rows.length, first.rows, ids, first.cases, kept]
  return {
    what: `读入 ${first.rows} 行，${ids} 件不重，入库 ${kept} 件(应 ${known.rows})`,
    holds: numbers.every((n) => n === known.rows) && first.rejected.size === 0,
  }
}

/** Every request with a target, a closing and the city's verdict: ours, as counted, agrees. */
function verdictCheck(sqlite: Sqlite.Database, rows: readonly Row[]): Check {
  const counted = sqlite
    .prepare<[], [string, number, number]>(
      `SELECT number, sum(closed), sum("closedOnTime") FROM case_contribution
       JOIN case_number USING (case_id) GROUP BY case_id`,
    )
    .raw()
    .all()
  const ours = new Map(
    counted.map(([number, closed, inTime]) => [number, closed === 1 ? inTime : -1]),
  )
  const judged = rows.filter((row) => filled(row.target_dt, row.closed_dt, row.ontime))
  const agreeing = judged.filter(
    (row) => ours.get(row.case_enquiry_id ?? '') === (row.ontime === 'ONTIME' ? 1 : 0),
  )
  return {
    what: `有目标、办结与市方结论 ${judged.length} 件(应 ${known.judged})，按期与否一致 ${agreeing.length} 件`,
    holds: judged.length === known.judged && agreeing.length === judged.length,
  }
}

const filled = (...cells: (string | undefined)[]): boolean =>
  cells.every((cell) => cell !== undefined && cell.trim() !== '')

/** Reported cases by region equal the file's rows by neighbourhood; those without one are the city's. */
function neighborhoodCheck(
  sqlite: Sqlite.Database,
  rows: readonly Row[],
  { regions, cityRegion }: CityPack,
  { neighborhoods }: BostonMapping,
): Check {
  const counted = sqlite
    .prepare<[], [number, number]>(
      'SELECT region, sum(reported) FROM case_contribution GROUP BY region HAVING sum(reported) <> 0',
    )
    .raw()
    .all()
  const ours = new Map(counted)
  const idOf = new Map(regions.map(({ code, id }) => [code, id]))
  const theirs = new Map<number, number>()
  for (const { neighborhood = '' } of rows) {
    const id = idOf.get(neighborhoods[neighborhood.trim()] ?? '') ?? cityRegion
    theirs.set(id, (theirs.get(id) ?? 0) + 1)
  }
  const same = [...theirs].filter(([id, n]) => ours.get(id) === n).length
  return {
    what: `分区件数：${theirs.size - 1} 个分区与未落区逐一相等 ${same}/${ours.size}`,
    holds: same === theirs.size && ours.size === theirs.size && theirs.size === 24,
  }
}

function placeCheck(
  sqlite: Sqlite.Database,
  rows: readonly Row[],
  { placeholderPoint: [lng, lat] }: BostonMapping,
): Check {
  const homeless = rows.filter((row) => !filled(row.neighborhood))
  const atDefault = homeless.filter(
    (row) => +(row.longitude ?? 0) === lng && +(row.latitude ?? 0) === lat,
  )
  const unplaced = one(sqlite, 'SELECT count(*) FROM case_state WHERE region IS NULL')
  const nowhere = one(
    sqlite,
    'SELECT count(*) FROM case_state WHERE region IS NULL AND lng IS NULL',
  )
  const counted = one(sqlite, 'SELECT sum(reported) FROM case_contribution')
  return {
    what: `未落区 ${unplaced} 件(应 ${known.unplaced})，其中默认坐标 ${nowhere} 件(应 ${known.placeholder})不落点，全市计入 ${counted} 件`,
    holds:
      [unplaced, homeless.length].every((n) => n === known.unplaced) &&
      [nowhere, atDefault.length].every((n) => n === known.placeholder) &&
      counted === rows.length,
  }
}

/** Telephone numbers as the file writes them; mail addresses. */
const phone = /\(?\d{3}\)?\s?[-. ]\s?\d{3}[-. ]\d{4}(?!\d)/
const mail = /[\w.]+@\w+\.(gov|com|org|net)/i

function maskCheck(sqlite: Sqlite.Database, rows: readonly Row[], first: ImportReport): Check {
  const texts = sqlite
    .prepare<[], string>(
      `SELECT coalesce(title, '') || ' ' || coalesce(description, '') FROM fact_text`,
    )
    .pluck()
    .all()
  const left = texts.filter((text) => phone.test(text) || mail.test(text)).length
  const held = rows.filter((row) => filled(row.closed_dt) && phone.test(row.closure_reason ?? ''))
  const { phone: phones = 0, email = 0, plate = 0 } = first.masked
  return {
    what: `隐去电话 ${phones} 处(文件中 ${held.length} 行有电话)、邮箱 ${email}、车牌 ${plate}；正文中残留 ${left}`,
    holds: left === 0 && phones >= held.length && held.length > 0,
  }
}
