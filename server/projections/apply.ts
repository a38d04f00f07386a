import type Sqlite from 'better-sqlite3'
import { getTableColumns } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { insertSql, upsertSql } from '../db/insert-sql.ts'
import {
  balanceChange,
  caseContribution,
  caseState,
  coverage,
  observation,
  packVersion,
} from '../db/tables.ts'
import type { BalanceChangeRow } from './balance-change.ts'
import type { ContributionRow } from './case-contribution.ts'
import type { CaseStateRow } from './case-state.ts'
import type { CoverageRow } from './coverage.ts'
import type { ObservationRow } from './observation.ts'
import type { PackVersionRow } from './pack-version.ts'

/** Writes deltas to the read models. The caller holds the transaction. */
export interface Applier {
  caseState(row: CaseStateRow): void
  contribution(row: ContributionRow): void
  balanceChange(row: BalanceChangeRow): void
  observation(row: ObservationRow): void
  coverage(row: CoverageRow): void
  packVersion(row: PackVersionRow): void
}

/** The read models that a rebuild makes anew, in the order of tables.ts. */
export const readModels: readonly SQLiteTable[] = [
  caseState,
  caseContribution,
  balanceChange,
  observation,
  coverage,
  packVersion,
]

/** An applier over one connection; `prefix` names the copies that a rebuild fills. */
export function makeApplier(sqlite: Sqlite.Database, prefix = ''): Applier {
  const writer = <Row extends object>(table: SQLiteTable, sql: string) => {
    const statement = sqlite.prepare(sql)
    const keys = Object.keys(getTableColumns(table)) as (keyof Row)[]
    // A key that a row lacks is an id that SQLite gives.
    return (row: Row): void => void statement.run(keys.map((key) => row[key] ?? null))
  }
  return {
    caseState: writer(caseState, upsertSql(caseState, 'case_id', prefix)),
    contribution: writer(caseContribution, insertSql(caseContribution, prefix)),
    balanceChange: writer(balanceChange, insertSql(balanceChange, prefix)),
    observation: writer(observation, insertSql(observation, prefix)),
    coverage: writer(coverage, insertSql(coverage, prefix)),
    packVersion: writer(packVersion, insertSql(packVersion, prefix)),
  }
}
