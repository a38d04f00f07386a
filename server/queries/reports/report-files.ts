import type { Production } from '../../../shared/reports/report.ts'
import type { Database } from '../../db/open.ts'

/** The files that were produced (已生成). */
export interface ReportFiles {
  /** Of one report, newest period first. */
  of(report: string): Production[]
  has(report: string, period: string): boolean
}

const most = 120

/** A reader over one connection. */
export function reportFiles({ sqlite }: Pick<Database, 'sqlite'>): ReportFiles {
  const of = sqlite.prepare<[string, number], Production>(
    `SELECT report, period, file, hash, at FROM report_file
     WHERE report = ? ORDER BY position DESC LIMIT ?`,
  )
  const has = sqlite
    .prepare<[string, string], number>(
      'SELECT count(*) FROM report_file WHERE report = ? AND period = ?',
    )
    .pluck()
  return {
    of: (report) => of.all(report, most),
    has: (report, period) => (has.get(report, period) ?? 0) > 0,
  }
}
