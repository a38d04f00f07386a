import type { Database } from '../../db/open.ts'
import { balanceCounts, caseCounts } from '../../../shared/cases/counts.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import { contributionColumns, type ContributionRow } from './case-schema.ts'

/** Bounded reads of case_contribution, as raw rows in `contributionColumns` order. */
export interface CaseRows {
  /** At most `limit` rows with id > `after`; each row is followed by its id. */
  after(id: number, limit: number): { rows: ContributionRow[]; lastId: number }
  /** Rows of one local day with positions in (after, through]. */
  ofDay(day: number, after: number, through: number): IterableIterator<ContributionRow>
  /** All rows of these regions up to `through`. */
  ofRegions(regions: readonly RegionId[], through: number): readonly ContributionRow[]
  /** Rows with positions in (after, through]. */
  between(after: number, through: number): IterableIterator<ContributionRow>
  /** Net balance changes with positions in (after, through], without days. */
  balances(after: number, through: number): IterableIterator<ContributionRow>
}

/** A reader over one connection. */
export function caseRows({ sqlite }: Database): CaseRows {
  const select = `SELECT ${contributionColumns}`
  const after = sqlite
    .prepare<[number, number], ContributionRow>(
      `${select}, id FROM case_contribution WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .raw()
  const ofDay = sqlite
    .prepare<[number, number, number], ContributionRow>(
      `${select} FROM case_contribution WHERE day = ? AND position > ? AND position <= ?`,
    )
    .raw()
  const ofRegions = sqlite
    .prepare<[string, number], ContributionRow>(
      `${select} FROM case_contribution
       WHERE region IN (SELECT value FROM json_each(?)) AND +position <= ?`,
    )
    .raw()
  const between = sqlite
    .prepare<[number, number], ContributionRow>(
      `${select} FROM case_contribution WHERE position > ? AND position <= ?`,
    )
    .raw()
  const zeros = caseCounts.filter((c) => !balanceCounts.includes(c)).map(() => '0')
  const balances = sqlite
    .prepare<[number, number], ContributionRow>(
      `SELECT position, 0, 0, 0, region, NULL, type, source, severity, ${zeros.join(', ')},
         "open", "overdueOpen", "supervisedOpen"
       FROM balance_change WHERE position > ? AND position <= ?`,
    )
    .raw()
  return {
    after: (id, limit) => {
      const rows = after.all(id, limit)
      const last = rows.at(-1)
      return { rows, lastId: last ? Number(last.at(-1)) : id }
    },
    ofDay: (day, since, through) => ofDay.iterate(day, since, through),
    ofRegions: (regions, through) => ofRegions.all(JSON.stringify(regions), through),
    between: (since, through) => between.iterate(since, through),
    balances: (since, through) => balances.iterate(since, through),
  }
}
