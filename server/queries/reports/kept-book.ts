import type { KeptReport } from '../../../shared/reports/report.ts'
import type { SavedQuestion } from '../../../shared/reports/saved-question.ts'
import type { Database } from '../../db/open.ts'

export type KeptQuestion = Omit<SavedQuestion, 'own'>

/** What people keep in a city's log (已存), as it stands at a position; left out = now. */
export interface KeptBook {
  questions(at?: number): KeptQuestion[]
  question(id: string, at?: number): KeptQuestion | null
  reports(at?: number): KeptReport[]
  report(id: string, at?: number): KeptReport | null
}

interface Row {
  content: string | null
  savedAt: number
}

/** A reader over one connection; its statements are prepared once. */
export function keptBook({ sqlite }: Pick<Database, 'sqlite'>): KeptBook {
  const all = sqlite.prepare<{ kind: string; at: number }, Row>(
    `SELECT content, recorded_at AS savedAt FROM kept WHERE position IN
       (SELECT max(position) FROM kept WHERE kind = @kind AND position <= @at GROUP BY id)
     ORDER BY position`,
  )
  const one = sqlite.prepare<{ kind: string; id: string; at: number }, Row>(
    `SELECT content, recorded_at AS savedAt FROM kept
     WHERE kind = @kind AND id = @id AND position <= @at ORDER BY position DESC LIMIT 1`,
  )
  const read = <T>({ content, savedAt }: Row): T[] =>
    content === null ? [] : [{ ...(JSON.parse(content) as object), savedAt } as T]
  const byName = <T extends { name: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  const list = <T extends { name: string }>(kind: string, at: number): T[] =>
    byName(all.all({ kind, at }).flatMap((row) => read<T>(row)))
  const single = <T>(kind: string, id: string, at: number): T | null => {
    const row = one.get({ kind, id, at })
    return row === undefined ? null : (read<T>(row)[0] ?? null)
  }
  const last = Number.MAX_SAFE_INTEGER
  return {
    questions: (at = last) => list<KeptQuestion>('question', at),
    question: (id, at = last) => single<KeptQuestion>('question', id, at),
    reports: (at = last) => list<KeptReport>('report', at),
    report: (id, at = last) => single<KeptReport>('report', id, at),
  }
}
