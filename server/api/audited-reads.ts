import { mask } from '../ingest/mask.ts'
import type { AuditEntry } from '../audit/audit-row.ts'
import type { AuditDesk } from '../audit/desk.ts'

/** One kind of read that is audited: its action, and which one it was; null = nothing of a case was seen. */
interface AuditedRead {
  action: string
  detail(input: unknown, answer: unknown): AuditEntry['detail'] | null
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && name in of ? (of as Record<string, unknown>)[name] : null

/** Case ids of rows of cases, or of hits that are cases. */
const idsOf = (rows: unknown): unknown[] =>
  (Array.isArray(rows) ? rows : [])
    .map((row) => (field(row, 'kind') === 'case' ? Number(field(row, 'id')) : field(row, 'caseId')))
    .filter((id) => id !== null)

const openCase: AuditedRead = {
  action: 'open-case',
  detail: (input) => ({ caseId: field(input, 'caseId') }),
}
/** Words that were searched for may name a person: masked as free text is. */
const search = (rows: string): AuditedRead => ({
  action: 'search-cases',
  detail: (input, answer) => {
    const text = field(input, 'text')
    const cases = idsOf(field(answer, rows))
    return typeof text === 'string' && text !== '' && cases.length > 0
      ? { text: mask(text, {}), cases }
      : null
  },
})

/** Procedures whose answers show cases or reports (查看留痕), by their path. Orders leave rows of their own. */
const auditedReads: Record<string, AuditedRead> = {
  'case.get': openCase,
  'case.parcel': openCase,
  'case.queue': search('rows'),
  'search.query': search('hits'),
  'report.get': { action: 'open-report', detail: (input) => ({ report: field(input, 'id') }) },
}

/**
 * Runs a procedure and takes down what its answer showed (留痕), where its path is audited. Raises
 * `log-unavailable` before anything is shown when nothing more can be taken down.
 */
export async function auditRead<R extends { ok: boolean; data?: unknown }>(
  openDesk: () => AuditDesk,
  asker: Parameters<AuditDesk['saw']>[0],
  call: { path: string; input(): Promise<unknown>; run(): Promise<R> },
): Promise<R> {
  const read = auditedReads[call.path]
  if (read === undefined) return call.run()
  const desk = openDesk()
  desk.ready()
  const result = await call.run()
  const detail = result.ok ? read.detail(await call.input(), result.data) : null
  if (detail !== null) desk.saw(asker, read.action, detail)
  return result
}
