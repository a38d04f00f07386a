import { roleName, type Role } from '../../shared/access/asker.ts'
import { auditActionName } from '../../shared/audit/actions.ts'
import type { AuditFilter, AuditLine } from '../../shared/audit/audit-answers.ts'
import type { AuditBook } from './book.ts'

const atOnce = 1_000
const header = [
  ...['序号', '时间', '人员编号', '姓名', '角色', '来源地址'],
  ...['操作', '操作代码', '内容', '日志位置', '校验值'],
]

/** How cells are made safe and lines are made: those of every other export. */
export interface CsvWriting {
  neutral(text: string): string
  line(texts: readonly string[]): string
  /** Local time of an instant, in words. */
  time(ms: number): string
}

/**
 * The filtered audit as CSV (审计导出), newest first, in parts: UTF-8 with its mark, text that no
 * spreadsheet program runs. Rows written after the first part are not in it.
 */
export async function* auditCsv(
  book: AuditBook,
  filter: AuditFilter,
  { neutral, line, time }: CsvWriting,
): AsyncGenerator<string> {
  yield `\ufeff${line(header)}`
  let before: number | null = book.end() + 1
  while (before !== null) {
    const rows: AuditLine[] = await book.page(filter, before, atOnce)
    yield rows.map((row) => line(cellsOf(row, time).map(neutral))).join('')
    before = rows.length < atOnce ? null : (rows.at(-1)?.number ?? null)
  }
}

const cellsOf = (row: AuditLine, time: (ms: number) => string): string[] => [
  ...[String(row.number), time(row.at), row.asker, row.askerName ?? ''],
  ...[row.roles.map((role) => roleName[role as Role] ?? role).join('、'), row.from ?? ''],
  ...[auditActionName(row.action), row.action, row.detail],
  ...[row.position === null ? '' : String(row.position), row.mac ?? ''],
]
