import type { FactVerdict, SourceFact } from '../../shared/events/source-fact.ts'
import { maskedKinds, readMasked } from '../ingest/mask.ts'
import type { MaskCounts } from '../ingest/mask.ts'
import type { SourceIssue } from '../ingest/tables/source-issue.ts'

/** What an import did (导入报告): every row and fact is in one of these numbers. */
export interface ImportReport {
  /** Rows read, with those that were refused. */
  rows: number
  /** Cases the rows speak of, each once. */
  cases: number
  facts: number
  accepted: number
  duplicate: number
  rejected: Map<string, number>
  /** Notes on facts that were taken in, by code. */
  notes: Map<string, number>
  /** How rows had to be read, by code. */
  readings: Map<string, number>
  /** Rows with an error, by code, and the first of them in full. */
  issues: Map<string, number>
  examples: SourceIssue[]
  masked: MaskCounts
  /** [from, until) that the file covers, UTC ms. */
  covered: { from: number; until: number } | null
}

export const emptyReport = (): ImportReport => ({
  rows: 0,
  cases: 0,
  facts: 0,
  accepted: 0,
  duplicate: 0,
  rejected: new Map(),
  notes: new Map(),
  readings: new Map(),
  issues: new Map(),
  examples: [],
  masked: {},
  covered: null,
})

const mostExamples = 10

export const count = (counts: Map<string, number>, code: string): void =>
  void counts.set(code, (counts.get(code) ?? 0) + 1)

/** Adds the answers of one batch. */
export function addVerdicts(
  report: ImportReport,
  facts: readonly SourceFact[],
  verdicts: readonly FactVerdict[],
): void {
  report.facts += facts.length
  for (const { verdict, reasons } of verdicts) {
    if (verdict === 'rejected' || verdict === 'conflict') {
      count(report.rejected, reasons.at(-1)?.code ?? 'unknown')
      continue
    }
    report[verdict] += 1
    for (const { code, message } of reasons) {
      count(report.notes, code)
      if (code !== 'masked') continue
      const masked = readMasked(message)
      for (const kind of maskedKinds)
        report.masked[kind] = (report.masked[kind] ?? 0) + (masked[kind] ?? 0)
    }
  }
}

/** Adds what was wrong with the file. */
export function addIssues(report: ImportReport, issues: readonly SourceIssue[]): void {
  for (const issue of issues) {
    count(report.issues, issue.code)
    if (report.examples.length < mostExamples) report.examples.push(issue)
    if (issue.severity === 'error' && issue.row > 1) report.rows += 1
  }
}

const number = (n: number): string => n.toLocaleString('en-US')
const listed = (counts: Map<string, number>): string =>
  counts.size === 0 ? '无' : [...counts].map(([code, n]) => `${code} ${number(n)}`).join('，')

/** The report as lines for a terminal. */
export function printReport(report: ImportReport, isoOf: (ms: number) => string): string {
  const { masked, covered } = report
  const hidden = maskedKinds.map((kind) => `${maskNames[kind]} ${number(masked[kind] ?? 0)}`)
  return [
    `读入    ${number(report.rows)} 行，${number(report.cases)} 件，${number(report.facts)} 条事实`,
    `收下    ${number(report.accepted)}`,
    `重复    ${number(report.duplicate)}`,
    `未收    ${listed(report.rejected)}`,
    `坏行    ${listed(report.issues)}`,
    ...report.examples.map(
      ({ code, row, column, context }) =>
        `        第 ${row} 行 ${column ?? ''} ${code} ${context ?? ''}`,
    ),
    `读法    ${listed(report.readings)}`,
    `附注    ${listed(report.notes)}`,
    `隐去    ${hidden.join('，')}`,
    `覆盖    ${covered ? `${isoOf(covered.from)} — ${isoOf(covered.until)}` : '无'}`,
  ].join('\n')
}

const maskNames = { email: '邮箱', identity: '证件号', phone: '电话', plate: '车牌' } as const
