import type { Asker } from '../../shared/access/asker.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { Config } from './config.ts'

/** What the server tells the writer's thread. */
export type ToWriter =
  { kind: 'take'; id: number; asker: Asker; facts: readonly unknown[] } | { kind: 'stop' }

/** What the writer's thread tells the server. */
export type FromWriter =
  | { kind: 'ready' }
  | { kind: 'taken'; id: number; verdicts: FactVerdict[] }
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
