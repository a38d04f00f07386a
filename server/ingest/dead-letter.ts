import { forbiddenName } from './forbidden-columns.ts'
import { isUnreadableLine } from './http.ts'
import { mask } from './mask.ts'
import type { Note, RejectedRow } from './ports.ts'
import type { SourceIssue } from './sources/issue.ts'

/** How much of a rejected fact is kept: enough to mend it. */
const keptChars = 4000

/** A rejected fact as a dead letter (死信): forbidden fields dropped, free text masked, bounded. */
export function deadLetter(
  raw: unknown,
  reasons: readonly Note[],
  receivedAt: number,
): RejectedRow {
  return {
    receivedAt,
    source: mask(sourceOf(raw), {}),
    reason: reasons[0]?.code ?? 'unknown',
    detail: mask(reasons.map((r) => r.message).join(' '), {}).slice(0, keptChars),
    raw: redact(raw).slice(0, keptChars),
  }
}

/** A row that no fact came of as a dead letter; warnings cost no row and leave none. */
export function deadRow(source: string, issue: SourceIssue, receivedAt: number): RejectedRow[] {
  const { code, severity, row, column, context, raw } = issue
  if (severity !== 'error' || raw === undefined) return []
  const where = [`第 ${row} 行`, column, context].filter((part) => part !== undefined).join(' ')
  return [
    {
      receivedAt,
      source,
      reason: code,
      detail: mask(where, {}),
      raw: mask(raw, {}).slice(0, keptChars),
    },
  ]
}

function sourceOf(raw: unknown): string {
  const source = typeof raw === 'object' && raw !== null && 'source' in raw ? raw.source : ''
  return typeof source === 'string' ? source.slice(0, 60) : ''
}

function redact(raw: unknown): string {
  if (isUnreadableLine(raw)) return mask(dropFields(raw.unreadableLine), {})
  const json = JSON.stringify(raw, (field, value: unknown) =>
    field !== '' && forbiddenName(field) ? undefined : value,
  )
  return mask(json ?? String(raw), {})
}

const pairs = /"([^"]{1,60})"\s*:\s*(?:"(?:[^"\\]|\\.)*"?|[^,}\]]*)/g

/** Forbidden fields of a line that is not JSON, as far as they can be told. */
const dropFields = (line: string): string =>
  line.replace(pairs, (pair, field: string) => (forbiddenName(field) ? `"${field}":null` : pair))
