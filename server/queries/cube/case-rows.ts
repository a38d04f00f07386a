import type Sqlite from 'better-sqlite3'
import type { Database } from '../../db/open.ts'
import { balanceCounts, caseCounts } from '../../../shared/cases/counts.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import { contributionColumns, type ContributionRow } from './case-schema.ts'

/** What one row adds to one count: quarter-hour, place, kind, amount. */
export type CountedRow = readonly [
  slot: number,
  region: RegionId,
  type: string,
  source: string,
  severity: number,
  amount: number,
]

/** Bounded reads of case_contribution, as raw rows in `contributionColumns` order. */
export interface CaseRows {
  /** At most `limit` rows with ids in (after, through]; each row is followed by its id. */
  after(id: number, limit: number, through?: number): { rows: ContributionRow[]; lastId: number }
  /** Rows of one local day with positions in (after, through]. */
  ofDay(day: number, after: number, through: number): IterableIterator<ContributionRow>
  /** The rows of one local day that move one count, with positions in (after, through]. */
  ofDayCounting(day: number, count: string, after: number, through: number): CountedRow[]
  /** How many rows of one local day have positions in (after, through]; counts no further than `most`. */
  countOfDay(day: number, after: number, through: number, most: number): number
  /** Rows of these regions in the local days [from, to), up to `through`. */
  ofRegions(
    regions: readonly RegionId[],
    from: number,
    to: number,
    through: number,
  ): readonly ContributionRow[]
  /** What these regions' balances add up to through a position, without days or places. */
  levelsOf(regions: readonly RegionId[], through: number): readonly ContributionRow[]
  /** Rows with positions in (after, through]. */
  between(after: number, through: number): IterableIterator<ContributionRow>
  /** Net balance changes by place and kind with positions in (after, through], without days. */
  balances(after: number, through: number): IterableIterator<ContributionRow>
}

/** A reader over one connection. */
export function caseRows({ sqlite }: Database): CaseRows {
  const select = `SELECT ${contributionColumns}`
  const after = sqlite
    .prepare<[number, number, number], ContributionRow>(
      `${select}, id FROM case_contribution WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
    )
    .raw()
  const ofDay = sqlite
    .prepare<[number, number, number], ContributionRow>(
      `${select} FROM case_contribution WHERE day = ? AND position > ? AND position <= ?`,
    )
    .raw()
  const countOfDay = sqlite
    .prepare<[number, number, number, number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM case_contribution
       WHERE day = ? AND position > ? AND position <= ? LIMIT ?)`,
    )
    .pluck()
  const ofRegions = sqlite
    .prepare<[string, number, number, number], ContributionRow>(
      `${select} FROM case_contribution
       WHERE region IN (SELECT value FROM json_each(?)) AND day >= ? AND day < ? AND +position <= ?`,
    )
    .raw()
  const between = sqlite
    .prepare<[number, number], ContributionRow>(
      `${select} FROM case_contribution WHERE position > ? AND position <= ?`,
    )
    .raw()
  const sums = balanceCounts.map((count) => `sum("${count}")`).join(', ')
  const zeros = caseCounts.filter((c) => !balanceCounts.includes(c)).map(() => '0')
  const balances = sqlite
    .prepare<[number, number], ContributionRow>(
      `SELECT max(position), 0, 0, 0, region, NULL, type, source, severity, ${zeros.join(', ')},
         ${sums}
       FROM balance_change WHERE position > ? AND position <= ?
       GROUP BY region, type, source, severity`,
    )
    .raw()
  const levelsOf = sqlite
    .prepare<[string, number], ContributionRow>(
      `SELECT max(position), 0, 0, 0, NULL, NULL, type, source, severity, ${zeros.join(', ')},
         ${sums}
       FROM case_contribution
       WHERE region IN (SELECT value FROM json_each(?)) AND +position <= ?
       GROUP BY type, source, severity`,
    )
    .raw()
  const counting = new Map<string, Sqlite.Statement<[number, number, number], CountedRow>>()
  const ofDayCounting = (count: string) => {
    let known = counting.get(count)
    if (known === undefined) {
      if (!caseCounts.some((one) => one === count)) throw new Error(`no count ${count}`)
      known = sqlite
        .prepare<[number, number, number], CountedRow>(
          `SELECT slot, region, type, source, severity, "${count}" FROM case_contribution
           WHERE day = ? AND position > ? AND position <= ? AND "${count}" <> 0`,
        )
        .raw()
      counting.set(count, known)
    }
    return known
  }
  return {
    after: (id, limit, through = Number.MAX_SAFE_INTEGER) => {
      const rows = after.all(id, through, limit)
      const last = rows.at(-1)
      return { rows, lastId: last ? Number(last.at(-1)) : id }
    },
    ofDay: (day, since, through) => ofDay.iterate(day, since, through),
    ofDayCounting: (day, count, since, through) => ofDayCounting(count).all(day, since, through),
    countOfDay: (day, since, through, most) => countOfDay.get(day, since, through, most) ?? 0,
    ofRegions: (regions, from, to, through) =>
      ofRegions.all(JSON.stringify(regions), from, to, through),
    levelsOf: (regions, through) => levelsOf.all(JSON.stringify(regions), through),
    between: (since, through) => between.iterate(since, through),
    balances: (since, through) => balances.iterate(since, through),
  }
}
