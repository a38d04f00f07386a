import type { ErrorCode } from '../../shared/errors.ts'
import type { AskedExport } from '../exports/asked.ts'

/** What the server tells the exports' thread. */
export type ToExporter = { kind: 'make'; asked: AskedExport; path: string } | { kind: 'cancel' }

/** What the exports' thread tells the server. */
export type FromExporter =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'made' }
  | { kind: 'failed'; code: ErrorCode; params: Record<string, string | number>; message: string }

export interface ExporterData {
  dataDir: string
  cityPack: string
}
