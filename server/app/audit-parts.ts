import type { KeyObject } from 'node:crypto'
import type { AuditServices } from '../api/services.ts'
import { auditBook } from '../audit/book.ts'
import { auditDesk, type DeskParts } from '../audit/desk.ts'
import { auditVerifier } from '../audit/verify.ts'
import type { Database } from '../db/open.ts'
import type { Clock } from '../log/entry.ts'
import type { WriterClient } from './writer-client.ts'

/** The audit (审计) as the reading side of a server has it: rows go to the writer's thread. */
export const auditPartsOf = (
  { sqlite }: Database,
  key: KeyObject,
  writer: Pick<WriterClient, 'audit'>,
  clock: Clock,
  timers: DeskParts['timers'],
  failed: DeskParts['failed'],
): AuditServices => ({
  desk: auditDesk({ write: writer.audit, now: clock.now, timers, failed }),
  book: auditBook(sqlite),
  verify: auditVerifier(sqlite, key),
})
