import type { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import type {
  AuditFilter,
  AuditListAnswer,
  AuditReceipt,
  AuditVerifyAnswer,
} from '../../shared/audit/audit-answers.ts'
import type { BackupListAnswer } from '../../shared/backup/backup-answers.ts'
import type { LevelId, RegionId } from '../../shared/city/pack.ts'
import type { SettingList } from '../../shared/indicators/setting-answers.ts'

/** Lines of an indicator from an instant on (设定阈值), UTC ms. */
export interface LinesOrder {
  indicator: string
  yellow: number | null
  red: number | null
  effectiveFrom: number
}
/** A yearly target from an instant on (设定目标). */
export interface TargetOrder {
  indicator: string
  year: number
  level: LevelId
  region: RegionId | null
  target: number
  effectiveFrom: number
}

/** Keeping the city's books: audit, backups, thresholds and targets. */
export interface KeepingApi {
  /** A page of the audit, newest first; `before` from the page before. */
  audit(question: { filter: AuditFilter; before: number | null }): Promise<AuditListAnswer>
  verifyAudit(receipt: AuditReceipt | null): Promise<AuditVerifyAnswer>
  /** Where the filtered rows are fetched as CSV. */
  auditFile(filter: AuditFilter): string
  backups(): Promise<BackupListAnswer>
  runBackup(): Promise<void>
  settings(): Promise<SettingList>
  setLines(order: LinesOrder): Promise<void>
  setTarget(order: TargetOrder): Promise<void>
}

export const keepingApi = (trpc: ReturnType<typeof createTRPCClient<AppRouter>>): KeepingApi => ({
  audit: ({ filter, before }) => trpc.audit.list.query({ filter, before: before ?? undefined }),
  verifyAudit: (receipt) => trpc.audit.verify.mutate(receipt === null ? {} : { receipt }),
  auditFile: (filter) => {
    const given = Object.entries(filter).filter(([, value]) => value !== undefined)
    const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
    return `/api/v1/audit.csv${query && `?${query}`}`
  },
  backups: () => trpc.backup.list.query(),
  runBackup: async () => void (await trpc.backup.run.mutate()),
  settings: () => trpc.setting.list.query(),
  setLines: (order) => trpc.setting.setThreshold.mutate(order),
  setTarget: (order) => trpc.setting.setTarget.mutate(order),
})
