import type { Asker } from '../../shared/access/asker.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { AccountChange, ChangeAnswer } from '../accounts/changes/change.ts'
import type { Audited } from '../audit/audit-row.ts'
import type { SeenEntry } from '../audit/desk.ts'
import type { Order, OrderAnswer } from '../commands/orders.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import type { Entry, Verdict } from '../log/entry.ts'
import type { Config } from './config.ts'

/** What the server tells the writer's thread. */
export type ToWriter =
  | { kind: 'take'; id: number; asker: Asker; facts: readonly unknown[] }
  | { kind: 'order'; id: number; asker: Asker; order: Order }
  | { kind: 'append'; id: number; entries: readonly Entry[] }
  | { kind: 'account'; id: number; by: Audited; change: AccountChange }
  | { kind: 'audit'; id: number; rows: readonly SeenEntry[] }
  | { kind: 'reject'; rows: readonly RejectedRow[] }
  | { kind: 'stop' }

/** What the writer's thread tells the server. */
export type FromWriter =
  | { kind: 'ready' }
  | { kind: 'taken'; id: number; verdicts: FactVerdict[] }
  | { kind: 'ordered'; id: number; answer: OrderAnswer }
  | { kind: 'appended'; id: number; verdicts: Verdict[] }
  | { kind: 'audited'; id: number }
  | { kind: 'account-changed'; id: number; answer: ChangeAnswer }
  | {
      kind: 'refused'
      id: number
      code: ErrorCode
      params: Record<string, string | number>
      message: string
    }
  | { kind: 'committed'; position: number }
  | { kind: 'backfill'; share: number | null }
  | { kind: 'failed'; message: string }

export type WriterData = Config
