import { keptChars } from '../../shared/dead-letters/content.ts'
import { forbiddenName } from './forbidden-columns.ts'
import { isUnreadableLine } from './http.ts'
import { mask } from './mask.ts'
import type { Note, RejectedRow } from './ports.ts'
import type { SourceIssue } from './tables/source-issue.ts'

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
    raw: redact(raw),
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

/** What may be kept of anything, as text: JSON stays JSON, so that it can be mended. */
export function redact(raw: unknown): string {
  const budget = { left: mostValues, cut: false }
  const text = isUnreadableLine(raw)
    ? mask(dropFields(bounded(raw.unreadableLine, budget)), {})
    : (JSON.stringify(clean(raw, budget)) ?? mask(String(raw), {}))
  // What is not whole is as long as what is cut off, so that nobody takes it for the whole.
  return (budget.cut ? text.padEnd(keptChars, '…') : text).slice(0, keptChars)
}

/** More values than a kept text has room for: the rest of a huge one is not looked at. */
const mostValues = keptChars

interface Budget {
  left: number
  cut: boolean
}

/** A value with forbidden fields dropped, and every text and number masked where it must be. */
function clean(value: unknown, budget: Budget): unknown {
  budget.left -= 1
  if (budget.left < 0) budget.cut = true
  if (budget.left < 0) return null
  if (typeof value === 'string') return mask(bounded(value, budget), {})
  if (typeof value === 'number') {
    const masked = mask(String(value), {})
    return masked === String(value) ? value : masked
  }
  if (Array.isArray(value)) {
    if (value.length > budget.left) budget.cut = true
    return value.slice(0, budget.left).map((one) => clean(one, budget))
  }
  if (typeof value !== 'object' || value === null) return value
  const kept: [string, unknown][] = []
  for (const field in value) {
    if (budget.left <= 0) {
      budget.cut = true
      break
    }
    const own = (value as Record<string, unknown>)[field]
    if (own === undefined || !Object.hasOwn(value, field) || forbiddenName(field)) continue
    kept.push([mask(bounded(field, budget), {}), clean(own, budget)])
  }
  // `fromEntries` defines what it is given: a field called __proto__ stays a field.
  return Object.fromEntries(kept)
}

/** A long text's beginning, without the word that the cut went through: it may be half a number. */
function bounded(text: string, budget: Budget): string {
  if (text.length <= keptChars) return text
  budget.cut = true
  return text.slice(0, keptChars).replace(/[\w０-９@.+() -]*$/, '')
}

const pairs = /"([^"]{1,60})"\s*:\s*(?:"(?:[^"\\]|\\.)*"?|[^,}\]]*)/g

/** Forbidden fields of a line that is not JSON, as far as they can be told. */
const dropFields = (line: string): string =>
  line.replace(pairs, (pair, field: string) => (forbiddenName(field) ? `"${field}":null` : pair))
