import type { AuditServices, BackupServices } from '../server/api/services.ts'
import { auditBook } from '../server/audit/book.ts'
import { openChain } from '../server/audit/chain.ts'
import { auditDesk } from '../server/audit/desk.ts'
import { auditVerifier } from '../server/audit/verify.ts'
import type { Database } from '../server/db/open.ts'

/** The audit of a city in memory, written at once, and a server that makes no backups. */
export function anAudit({ sqlite }: Database): { audit: AuditServices; backups: BackupServices } {
  const chain = openChain(sqlite, 0)
  const desk = auditDesk({
    write: async (rows) =>
      sqlite.transaction(() => {
        for (const { at, ...entry } of rows) chain.write(at, entry)
      })(),
    now: () => 0,
    timers: { after: () => ({ cancel: () => {} }) },
    failed: (error) => {
      throw error
    },
  })
  const none = { backups: [], folder: '', runningSince: null, failure: null, nextAt: null }
  return {
    audit: { desk, book: auditBook(sqlite), verify: auditVerifier(sqlite, chain.key) },
    backups: { list: () => ({ ...none, kept: 0, now: 0 }), run: () => {} },
  }
}
