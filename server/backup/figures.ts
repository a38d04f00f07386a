import type Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { caseCounts } from '../../shared/cases/counts.ts'

const numbers = z.record(z.string(), z.number())

/** What two copies of a city must agree in (对账): position, rows of every table, sums of every count. */
export const copyFigures = z.object({
  position: z.number().int(),
  rows: numbers,
  /** Every case count (案件计数) over all time, and of observations the bytes of their values. */
  sums: numbers,
  /** The end of the audit chain; null = there is none. */
  audit: z.object({ number: z.number().int(), mac: z.string() }).nullable(),
})
export type CopyFigures = z.infer<typeof copyFigures>

/** Reads the figures of an open file; within a transaction they are as of one commit. */
export function figuresOf(sqlite: Sqlite.Database): CopyFigures {
  const number = (sql: string): number => sqlite.prepare<[], number>(sql).pluck().get() ?? 0
  const tables = sqlite
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck()
    .all()
  const counts = caseCounts.map((count) => `coalesce(sum("${count}"), 0) AS "${count}"`)
  return {
    position: number('SELECT coalesce(max(position), 0) FROM commits'),
    rows: Object.fromEntries(
      tables.map((name) => [name, number(`SELECT count(*) FROM "${name}"`)]),
    ),
    sums: {
      ...(sqlite.prepare(`SELECT ${counts.join(', ')} FROM case_contribution`).get() as Record<
        string,
        number
      >),
      observationBytes: number('SELECT coalesce(sum(length(vals)), 0) FROM observation'),
    },
    audit:
      sqlite
        .prepare<[], { number: number; mac: string }>('SELECT number, mac FROM audit_head')
        .get() ?? null,
  }
}

/** In which figures two copies differ (不符), by name; empty = in none. */
export function differences(one: CopyFigures, other: CopyFigures): string[] {
  const flat = ({ position, rows, sums, audit }: CopyFigures): Record<string, unknown> => ({
    position,
    ...named('rows', rows),
    ...named('sums', sums),
    audit: audit === null ? null : `${audit.number} ${audit.mac}`,
  })
  const [left, right] = [flat(one), flat(other)]
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].filter((name) => left[name] !== right[name])
}

const named = (of: string, numbers: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${of}.${name}`, value]))
