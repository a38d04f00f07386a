import type Sqlite from 'better-sqlite3'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { insertSql, upsertSql } from '../db/insert-sql.ts'
import {
  alert,
  annotation,
  attachmentUse,
  balanceChange,
  caseContribution,
  caseMerge,
  caseQueue,
  caseState,
  coverage,
  deadLetterStep,
  handOffCount,
  importMapping,
  kept,
  observation,
  operatingStage,
  packVersion,
  reportFile,
  targetSetting,
  thresholdSetting,
  wallChange,
  warning,
  warningReference,
} from '../db/tables.ts'
import type { AlertDelta, AlertVersionRow } from './alert.ts'
import type { AnnotationRow } from './annotation.ts'
import type { AttachmentUseRow } from './attachment-use.ts'
import type { BalanceChangeRow } from './balance-change.ts'
import type { ContributionRow } from './case-contribution.ts'
import type { CaseMergeRow, CaseQueueRow } from './case-queue.ts'
import type { CaseStateRow } from './case-state.ts'
import { setTitleSql, type CaseTitleRow } from './case-title.ts'
import type { CoverageRow } from './coverage.ts'
import type { DeadLetterStepRow } from './dead-letter.ts'
import type { ImportMappingRow } from './import-mapping.ts'
import type { HandOffCountRow } from './hand-off-count.ts'
import type { KeptRow, ReportFileRow } from './kept.ts'
import type { ObservationRow } from './observation.ts'
import type { OperatingStageRow } from './operating-stage.ts'
import type { PackVersionRow } from './pack-version.ts'
import type { TargetSettingRow, ThresholdSettingRow } from './setting.ts'
import type { WallChangeRow } from './wall-change.ts'
import type { WarningDelta, WarningReferenceRow, WarningMessageRow } from './warning.ts'

/** Writes deltas to the read models. The caller holds the transaction. */
export interface Applier {
  caseState(row: CaseStateRow): void
  /** null takes the case out. */
  caseQueue(caseId: number, row: CaseQueueRow | null): void
  caseMerge(caseId: number, row: CaseMergeRow | null): void
  caseTitle(row: CaseTitleRow): void
  attachmentUse(row: AttachmentUseRow): void
  handOffCount(row: HandOffCountRow): void
  contribution(row: ContributionRow): void
  balanceChange(row: BalanceChangeRow): void
  observation(row: ObservationRow): void
  coverage(row: CoverageRow): void
  alert(delta: AlertDelta): void
  thresholdSetting(row: ThresholdSettingRow): void
  targetSetting(row: TargetSettingRow): void
  warning(delta: WarningDelta): void
  deadLetter(row: DeadLetterStepRow): void
  importMapping(row: ImportMappingRow): void
  annotation(row: AnnotationRow): void
  kept(row: KeptRow): void
  reportFile(row: ReportFileRow): void
  wallChange(row: WallChangeRow): void
  operatingStage(row: OperatingStageRow): void
  packVersion(row: PackVersionRow): void
}

/** The read models that a rebuild makes anew, in the order of tables.ts. */
export const readModels: readonly SQLiteTable[] = [
  caseState,
  caseQueue,
  caseMerge,
  attachmentUse,
  handOffCount,
  caseContribution,
  balanceChange,
  observation,
  coverage,
  alert,
  thresholdSetting,
  targetSetting,
  warning,
  warningReference,
  deadLetterStep,
  importMapping,
  annotation,
  kept,
  wallChange,
  operatingStage,
  reportFile,
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
  const alertVersion = writer<AlertVersionRow>(alert, insertSql(alert, prefix))
  const endVersion = sqlite.prepare(
    `UPDATE "${prefix}alert" SET until_position = ? WHERE position = ?`,
  )
  const warningMessage = writer<WarningMessageRow>(warning, insertSql(warning, prefix))
  const reference = writer<WarningReferenceRow>(
    warningReference,
    insertSql(warningReference, prefix),
  )
  const setTitle = sqlite.prepare(setTitleSql)
  // A row of a case that is there only while the case is such.
  const keeper = <Row extends object>(table: SQLiteTable) => {
    const set = writer<Row>(table, upsertSql(table, 'case_id', prefix))
    const drop = sqlite.prepare(`DELETE FROM "${prefix}${getTableName(table)}" WHERE case_id = ?`)
    return (caseId: number, row: Row | null): void => {
      if (row === null) drop.run(caseId)
      else set(row)
    }
  }
  return {
    caseState: writer(caseState, upsertSql(caseState, 'case_id', prefix)),
    caseQueue: keeper(caseQueue),
    caseMerge: keeper(caseMerge),
    // The index has no copy: a rebuild fills it at its end.
    caseTitle: ({ caseId, terms }) => void (prefix === '' && setTitle.run(caseId, terms)),
    attachmentUse: writer(attachmentUse, insertSql(attachmentUse, prefix)),
    handOffCount: writer(handOffCount, insertSql(handOffCount, prefix)),
    contribution: writer(caseContribution, insertSql(caseContribution, prefix)),
    balanceChange: writer(balanceChange, insertSql(balanceChange, prefix)),
    observation: writer(observation, insertSql(observation, prefix)),
    coverage: writer(coverage, insertSql(coverage, prefix)),
    alert: ({ row, replaces }) => {
      if (replaces !== null) endVersion.run(row.position, replaces)
      alertVersion(row)
    },
    thresholdSetting: writer(thresholdSetting, insertSql(thresholdSetting, prefix)),
    targetSetting: writer(targetSetting, insertSql(targetSetting, prefix)),
    deadLetter: writer(deadLetterStep, insertSql(deadLetterStep, prefix)),
    importMapping: writer(importMapping, insertSql(importMapping, prefix)),
    annotation: writer(annotation, insertSql(annotation, prefix)),
    kept: writer(kept, insertSql(kept, prefix)),
    reportFile: writer(reportFile, insertSql(reportFile, prefix)),
    wallChange: writer(wallChange, insertSql(wallChange, prefix)),
    operatingStage: writer(operatingStage, insertSql(operatingStage, prefix)),
    warning: ({ row, references }) => {
      warningMessage(row)
      references.forEach(reference)
    },
    packVersion: writer(packVersion, insertSql(packVersion, prefix)),
  }
}
