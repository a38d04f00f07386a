import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** Stored column names of a table in the order of tables.ts. */
export const columnsOf = (table: SQLiteTable): string[] =>
  Object.values(getTableColumns(table)).map((column) => column.name)

/**
 * The INSERT of every column of a table in the order of tables.ts, for a prepared statement with
 * positional values. `prefix` names a copy of the table, as a rebuild fills it.
 */
export function insertSql(table: SQLiteTable, prefix = ''): string {
  const columns = columnsOf(table)
  const names = columns.map((name) => `"${name}"`).join(', ')
  return `INSERT INTO "${prefix}${getTableName(table)}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`
}

/** `insertSql` that replaces the values of a row that has the same primary key `key`. */
export function upsertSql(table: SQLiteTable, key: string, prefix = ''): string {
  const changes = columnsOf(table)
    .filter((name) => name !== key)
    .map((name) => `"${name}" = excluded."${name}"`)
  return `${insertSql(table, prefix)} ON CONFLICT ("${key}") DO UPDATE SET ${changes.join(', ')}`
}
