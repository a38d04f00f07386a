import type Sqlite from 'better-sqlite3'
import { termsOf } from '../../shared/search/bigrams.ts'

/** What a case's title is found by (标题索引): the full-text row of its id. */
export interface CaseTitleRow {
  caseId: number
  terms: string
}

export const caseTitleRow = (caseId: number, title: string): CaseTitleRow => ({
  caseId,
  terms: termsOf(title).join(' '),
})

/** The statement that sets the terms of one case, whether it had any or not. */
export const setTitleSql = 'INSERT OR REPLACE INTO case_title (rowid, terms) VALUES (?, ?)'

/** Makes the whole index anew from the cases' titles, in the transaction of a rebuild. */
export function refillTitles(sqlite: Sqlite.Database): void {
  sqlite.exec("INSERT INTO case_title (case_title) VALUES ('delete-all')")
  const set = sqlite.prepare(setTitleSql)
  const titles = sqlite.prepare<[number], { caseId: number; title: string }>(
    `SELECT case_id AS caseId, title FROM case_state
       WHERE case_id > ? AND title IS NOT NULL ORDER BY case_id LIMIT 5000`,
  )
  for (let page = titles.all(0); page.length > 0; page = titles.all(page.at(-1)?.caseId ?? 0))
    for (const { caseId, title } of page) set.run(caseId, caseTitleRow(caseId, title).terms)
}
