import type { FactVerdict } from '../../../shared/events/source-fact.ts'
import type { ImportIssue, ImportReport, Unmatched } from '../../../shared/imports/answers.ts'
import { maskedKinds, maskTokens, readMasked } from '../mask.ts'
import { foundText } from '../tables/words.ts'
import type { UnknownWord } from './row/read-row.ts'

const mostIssues = 200
/** As many different unknown words of a kind are listed (our default). */
const mostWords = 100

type Counts = Omit<
  ImportReport,
  'regionsUnmatched' | 'typesUnmatched' | 'departmentsUnmatched' | 'wordsUnmatched' | 'counts'
>

/** Adds up an import; what it holds does not grow with the file. */
export class Tally {
  readonly report: Counts
  readonly #counts = new Map<string, number>()
  readonly #words = new Map<string, UnknownWord & { rows: number }>()
  readonly #perKind = new Map<string, number>()

  constructor(file: string, mapping: string, dryRun: boolean) {
    this.report = {
      file: foundText(file),
      mapping,
      dryRun,
      ...{ rows: 0, taken: 0, rejected: 0, cases: 0 },
      ...{ facts: 0, accepted: 0, duplicate: 0, conflict: 0 },
      issues: [],
      leftOut: 0,
      dropped: [],
      masked: {},
      position: null,
    }
  }

  issue(issue: ImportIssue): void {
    this.#count(issue.code)
    if (this.report.issues.length < mostIssues) this.report.issues.push(issue)
    else this.report.leftOut += 1
  }

  unknown(word: UnknownWord): void {
    const name = `${word.kind}\n${word.given}`
    const known = this.#words.get(name)
    if (known !== undefined) known.rows += 1
    else if ((this.#perKind.get(word.kind) ?? 0) < mostWords) {
      this.#perKind.set(word.kind, (this.#perKind.get(word.kind) ?? 0) + 1)
      this.#words.set(name, { ...word, rows: 1 })
    }
  }

  verdict({ verdict, position, reasons }: FactVerdict): void {
    const { report } = this
    report.facts += 1
    if (verdict === 'accepted' || verdict === 'duplicate' || verdict === 'conflict')
      report[verdict] += 1
    if (verdict === 'accepted' && position !== null)
      report.position = Math.max(report.position ?? 0, position)
    for (const { code, message } of reasons) {
      if (verdict === 'accepted') this.#count(code)
      if (code !== 'masked' || verdict !== 'accepted') continue
      const masked = readMasked(message)
      for (const kind of maskedKinds) {
        const name = maskTokens[kind].slice(1, -1)
        const n = (report.masked[name] ?? 0) + (masked[kind] ?? 0)
        if (n > 0) report.masked[name] = n
      }
    }
  }

  #count(code: string): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1)
  }

  done(): ImportReport {
    const words = [...this.#words.values()].sort((a, b) => b.rows - a.rows)
    const of = (kind: UnknownWord['kind']): Unmatched[] =>
      words.filter((word) => word.kind === kind).map(unmatched)
    return {
      ...this.report,
      counts: Object.fromEntries(this.#counts),
      regionsUnmatched: of('region'),
      typesUnmatched: of('type'),
      departmentsUnmatched: of('department'),
      wordsUnmatched: (['status', 'severity', 'rating'] as const).flatMap((field) =>
        of(field).map((word) => ({ ...word, field })),
      ),
    }
  }
}

const unmatched = ({ given, rows, near }: UnknownWord & { rows: number }): Unmatched => ({
  given: foundText(given),
  rows,
  near,
})
