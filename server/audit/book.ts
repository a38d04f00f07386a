import { setImmediate as breath } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import type { AuditFilter, AuditLine } from '../../shared/audit/audit-answers.ts'
import { auditColumns, type AuditRow } from './audit-row.ts'

/** The audit as its reader has it (审计簿): pages, newest first. */
export interface AuditBook {
  /** At most `limit` rows below `before` (null = from the end) that the filter lets through. */
  page(filter: AuditFilter, before: number | null, limit: number): Promise<AuditLine[]>
  /** Every action there is, and who is named, by id. */
  actions(): string[]
  askers(): { id: string; name: string | null }[]
  /** The last number; 0 = no row. */
  end(): number
}

/** Rows looked at between two breaths. */
const lookedAt = 20_000

const escaped = (words: string): string => `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

export function auditBook(sqlite: Sqlite.Database): AuditBook {
  const page = sqlite.prepare<[Record<string, string | number | null>], AuditRow>(
    `SELECT ${auditColumns} FROM audit
     WHERE number < $before AND number >= $floor AND ($asker IS NULL OR asker = $asker)
       AND ($action IS NULL OR action = $action)
       AND ($from IS NULL OR at >= $from) AND ($to IS NULL OR at < $to)
       AND ($text IS NULL OR asker_name LIKE $text ESCAPE '\\' OR asker LIKE $text ESCAPE '\\'
         OR address LIKE $text ESCAPE '\\' OR detail LIKE $text ESCAPE '\\')
     ORDER BY number DESC LIMIT $limit`,
  )
  // One step in the index per name, however many rows.
  const distinct = (column: string) =>
    sqlite
      .prepare<[], string>(
        `WITH RECURSIVE one(name) AS (
           SELECT min(${column}) FROM audit
           UNION ALL
           SELECT (SELECT min(${column}) FROM audit WHERE ${column} > one.name) FROM one
           WHERE one.name IS NOT NULL LIMIT 2000
         ) SELECT name FROM one WHERE name IS NOT NULL`,
      )
      .pluck()
  const actions = distinct('action')
  const askers = distinct('asker')
  const nameOf = sqlite
    .prepare<[string], string | null>(
      'SELECT asker_name FROM audit WHERE asker = ? ORDER BY number DESC LIMIT 1',
    )
    .pluck()
  const end = sqlite.prepare<[], number | null>('SELECT max(number) FROM audit').pluck()
  const first = sqlite.prepare<[], number | null>('SELECT min(number) FROM audit').pluck()
  return {
    async page({ from, to, asker, action, text }, before, limit) {
      const asked = {
        ...{ from: from ?? null, to: to ?? null, asker: asker ?? null, action: action ?? null },
        text: text === undefined ? null : escaped(text),
      }
      const rows: AuditLine[] = []
      const least = first.get() ?? 0
      for (let below = before ?? (end.get() ?? 0) + 1; below > least && rows.length < limit;) {
        const floor = below - lookedAt
        const found = page.all({ ...asked, before: below, floor, limit: limit - rows.length })
        rows.push(...found.map(lineOf))
        below = floor
        await breath()
      }
      return rows
    },
    actions: () => actions.all(),
    askers: () => askers.all().map((id) => ({ id, name: nameOf.get(id) ?? null })),
    end: () => end.get() ?? 0,
  }
}

const lineOf = ({ previous: _, address, roles, ...row }: AuditRow): AuditLine => ({
  ...row,
  from: address,
  roles: roles === null || roles === '' ? [] : roles.split(','),
})
