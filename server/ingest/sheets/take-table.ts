import type { FactVerdict, SourceFact } from '../../../shared/events/source-fact.ts'
import { foundText, placeOf, type SheetIssue } from './issue.ts'
import type { JudgedTable } from './judge-table.ts'
import type { SheetMapping } from './mapping/sheet-mapping.ts'
import type { RejectedRow } from '../ports.ts'

/** What became of a table (导入报告): every figure is in one of these numbers. */
export interface SheetReport {
  file: string
  mapping: string
  feed: string
  periods: string[]
  rows: number
  figures: JudgedTable['figures']
  facts: { accepted: number; duplicate: number; rejected: number }
  /** Last position of what is now in the log; null = nothing was. */
  position: number | null
  /** Whether the feed now covers the periods that are over. */
  covered: string[]
  /** Columns left out because they name persons, and columns that are nothing to us. */
  dropped: JudgedTable['dropped']
  ignored: JudgedTable['ignored']
  counts: { errors: number; warnings: number; notes: number }
  issues: SheetIssue[]
  /** Issues beyond those listed. */
  leftOut: number
}

/** As many issues as one report lists (our default). */
const mostIssues = 1_000

/** Tells the log what a table says, and reports. Raises what `take` raises: then nothing went in. */
export async function takeTable(
  table: JudgedTable,
  mapping: SheetMapping,
  file: string,
  take: (facts: readonly SourceFact[]) => Promise<FactVerdict[]>,
): Promise<SheetReport> {
  const told: SourceFact[] = [...table.facts, ...table.coverage]
  const verdicts = told.length === 0 ? [] : await take(told)
  const reports = verdicts.slice(0, table.facts.length)
  const count = (kind: FactVerdict['verdict']): number =>
    reports.filter(({ verdict }) => verdict === kind).length
  const refusals = verdicts.flatMap(refusalsOf)
  const issues = [...refusals, ...table.issues]
  const of = (severity: SheetIssue['severity']): number =>
    issues.filter((issue) => issue.severity === severity).length
  const positions = verdicts.flatMap(({ position }) => (position === null ? [] : [position]))
  return {
    file: foundText(file),
    mapping: mapping.id,
    feed: mapping.feed,
    periods: table.periods,
    rows: table.rows,
    figures: table.figures,
    facts: {
      accepted: count('accepted'),
      duplicate: count('duplicate'),
      rejected: count('rejected') + count('conflict'),
    },
    position: positions.length === 0 ? null : Math.max(...positions),
    covered: table.coverage.map(({ key }) => key.split('/').at(-1) ?? ''),
    dropped: table.dropped,
    ignored: table.ignored,
    counts: { errors: of('error'), warnings: of('warning'), notes: of('note') },
    issues: issues.slice(0, mostIssues),
    leftOut: Math.max(0, issues.length - mostIssues),
  }
}

/** What the way in refused although the table was judged good: shown, never lost. */
const refusalsOf = ({ verdict, reasons }: FactVerdict): SheetIssue[] =>
  verdict !== 'rejected' && verdict !== 'conflict'
    ? []
    : reasons.map(({ message }) => ({
        code: 'not-taken' as const,
        severity: 'error' as const,
        sheet: '',
        row: 0,
        column: null,
        expected: message,
        found: '',
      }))

/** Refused cells as dead letters (死信): the cell and its rule, nothing of the row beside it. */
export const deadCells = (
  { issues }: Pick<SheetReport, 'issues'>,
  source: string,
  receivedAt: number,
): RejectedRow[] =>
  issues.flatMap((issue) =>
    issue.severity !== 'error'
      ? []
      : [
          {
            receivedAt,
            source,
            reason: issue.code,
            detail: foundText(`${placeOf(issue)} 应为${issue.expected}`.trim()),
            raw: issue.found,
          },
        ],
  )
