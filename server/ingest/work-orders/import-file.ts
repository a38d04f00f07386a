import type { FactVerdict, SourceFact } from '../../../shared/events/source-fact.ts'
import type { ImportReport } from '../../../shared/imports/answers.ts'
import type { WorkOrderMapping } from '../../../shared/imports/mapping.ts'
import { redact } from '../dead-letter.ts'
import { openTable, type RowBlock, type TableRow } from '../tables/open-table.ts'
import { checkMapping } from './check-mapping.ts'
import type { WorkOrderCity } from './city.ts'
import type { RejectedRow } from '../ports.ts'
import type { RowFinding } from './issue.ts'
import { headersOf, planColumns, type ColumnPlan } from './plan.ts'
import { RejectedCsv } from './rejected-csv.ts'
import { RowReader, type ReadRow } from './row/read-row.ts'
import { SeenNumbers } from './seen-numbers.ts'
import { chosenSheet, sheetRows } from './sheet-rows.ts'
import { Tally } from './tally.ts'
import { tableFinding } from './table-findings.ts'

/** Facts that go to the log together (our default). */
const batchFacts = 2_000

/** What an import stands on. */
export interface ImportParts {
  city: WorkOrderCity
  now: number
  dryRun: boolean
  /** Takes facts in, or tries what would come of them. */
  tell(facts: readonly SourceFact[]): Promise<FactVerdict[]>
  /** Keeps dead letters; of a dry run there are none. */
  reject(rows: readonly RejectedRow[]): void
  /** Where the refused rows are written; null = nowhere. */
  rejectedPath: string | null
}

interface PendingRow {
  at: TableRow
  read: ReadRow
}

/**
 * Takes a file of work orders in (工单导入), block by block, by its mapping: every row's facts go
 * through the one pipeline, a bad row stops no other. The same file twice appends nothing. Raises
 * `bad-request` and `too-large` where the file or the mapping cannot be used at all.
 */
export async function importWorkOrders(
  path: string,
  file: string,
  mapping: WorkOrderMapping,
  parts: ImportParts,
): Promise<ImportReport> {
  checkMapping(mapping, parts.city)
  const table = await openTable(path)
  try {
    const sheet = chosenSheet(table, mapping.sheet)
    const rows = await sheetRows(sheet, mapping.headerRow)
    const plan = planColumns(
      mapping,
      headersOf(rows.header.cells),
      rows.first,
      parts.city.names.all,
    )
    const run = new Run(file, mapping, plan, parts)
    await run.begin(sheet.merged)
    for await (const block of rows.blocks) await run.take(block)
    return await run.end()
  } finally {
    await table.close()
  }
}

class Run {
  readonly #tally: Tally
  readonly #reader: RowReader
  readonly #rejected: RejectedCsv
  readonly #seen = new SeenNumbers()
  #pending: PendingRow[] = []
  #facts = 0
  #letters: RejectedRow[] = []
  #formulas = 0

  constructor(
    file: string,
    readonly mapping: WorkOrderMapping,
    readonly plan: ColumnPlan,
    readonly parts: ImportParts,
  ) {
    this.#tally = new Tally(file, mapping.name, parts.dryRun)
    this.#tally.report.dropped = plan.dropped
    this.#reader = new RowReader(mapping, plan, parts.city, parts.now)
    this.#rejected = new RejectedCsv(parts.rejectedPath)
  }

  async begin(merged: boolean): Promise<void> {
    await this.#rejected.begin(this.plan)
    for (const { header } of this.plan.dropped) this.#whole('forbidden-column', header)
    if (merged) this.#whole('merged-cells')
  }

  async take({ rows, issues }: RowBlock): Promise<void> {
    for (const { code, severity, row } of issues) {
      if (severity === 'warning') this.#whole(code)
      else this.#refuseRow({ row, cells: [], whole: false }, [tableFinding(code)])
    }
    for (const at of rows) {
      this.#read(at)
      if (this.#facts >= batchFacts) await this.#flush()
    }
    await this.#rejected.flush()
  }

  async end(): Promise<ImportReport> {
    await this.#flush()
    await this.#rejected.flush()
    if (this.#formulas > 0) this.#whole('formula-cells', String(this.#formulas))
    if (this.#tally.report.rows === 0) this.#whole('only-header')
    this.#tally.report.cases = this.#seen.count
    return this.#tally.done()
  }

  #read(at: TableRow): void {
    const width = this.plan.headers.length
    const isShort = at.whole && at.cells.length < width
    if (isShort || at.cells.slice(width).some((cell) => cell !== null))
      return this.#refuseRow({ ...at, cells: [] }, [
        tableFinding('column-count', `${at.cells.length}/${this.plan.headers.length}`),
      ])
    if (at.cells.some((cell) => cell !== null && 'formula' in cell)) this.#formulas += 1
    const read = this.#reader.read(at.cells)
    const again = read.number === '' ? null : this.#seen.add(read.number, read.content, at.row)
    if (again?.same) {
      this.#tally.report.rows += 1
      this.#tally.report.taken += 1
      this.#found(at, tableFinding('repeated-row', String(again.row)))
      return
    }
    if (again !== null)
      return this.#refuseRow(at, [tableFinding('duplicate-number', String(again.row))])
    this.#pending.push({ at, read })
    this.#facts += read.facts.length
  }

  async #flush(): Promise<void> {
    const pending = this.#pending
    const facts = pending.flatMap(({ read }) => read.facts)
    this.#pending = []
    this.#facts = 0
    const verdicts = facts.length === 0 ? [] : await this.parts.tell(facts)
    let next = 0
    for (const { at, read } of pending) {
      this.#settle(at, read, verdicts.slice(next, next + read.facts.length))
      next += read.facts.length
    }
    if (!this.parts.dryRun && this.#letters.length > 0) this.parts.reject(this.#letters)
    this.#letters = []
  }

  #settle(at: TableRow, read: ReadRow, verdicts: readonly FactVerdict[]): void {
    const { report } = this.#tally
    report.rows += 1
    const findings = [...read.findings]
    read.unknown.forEach((word) => this.#tally.unknown(word))
    verdicts.forEach((verdict, i) => {
      this.#tally.verdict(verdict)
      if (verdict.verdict === 'rejected' || verdict.verdict === 'conflict')
        findings.push(verdictFinding(verdict, read.facts[i]))
    })
    findings.forEach((finding) => this.#found(at, finding))
    const errors = findings.filter(({ severity }) => severity === 'error')
    report[errors.length > 0 ? 'rejected' : 'taken'] += 1
    if (errors.length === 0) return
    const words = errors.map(({ message }) => message)
    this.#rejected.add(at.row, words, at.cells, this.plan)
    // What the pipeline refused is a letter already.
    const own = errors.find(({ code }) => read.findings.some((finding) => finding.code === code))
    if (own !== undefined)
      for (const fact of read.refused.length > 0 ? read.refused : [{ source: this.mapping.source }])
        this.#letter(at.row, own, fact)
  }

  /** A row of which nothing can be told. */
  #refuseRow(at: TableRow, findings: RowFinding[]): void {
    const { report } = this.#tally
    report.rows += 1
    report.rejected += 1
    for (const finding of findings) {
      this.#found(at, finding)
      this.#letter(at.row, finding, { source: this.mapping.source })
    }
    this.#rejected.add(
      at.row,
      findings.map(({ message }) => message),
      at.cells,
      this.plan,
    )
  }

  #letter(row: number, { code, message }: RowFinding, raw: Record<string, unknown>): void {
    const { source } = this.mapping
    const detail = `第 ${row} 行：${message}`
    this.#letters.push({
      receivedAt: this.parts.now,
      source,
      reason: code,
      detail,
      raw: redact(raw),
    })
  }

  #found({ row }: TableRow, finding: RowFinding): void {
    const index = finding.field === null ? undefined : this.plan.at[finding.field]
    const header = index === undefined ? null : (this.plan.headers[index] ?? null)
    this.#tally.issue({ ...finding, row, header })
  }

  /** Something about the file as a whole. */
  #whole(code: string, found = ''): void {
    this.#tally.issue({ ...tableFinding(code, found), severity: 'warning', row: 0, header: null })
  }
}

function verdictFinding(
  { verdict, reasons }: FactVerdict,
  fact: SourceFact | undefined,
): RowFinding {
  const last = reasons.at(-1)
  const step = fact === undefined ? '' : (stepNames[fact.type] ?? '')
  return {
    code: verdict === 'conflict' ? 'conflict' : (last?.code ?? 'not-taken'),
    severity: 'error',
    field: null,
    found: '',
    message:
      verdict === 'conflict'
        ? `${step}与此前收到的不同，以先收到的为准；如需更正，请在案件中改派、改类或改址。`
        : `${step}未收：${last?.message ?? ''}`,
  }
}

const stepNames: Partial<Record<SourceFact['type'], string>> = {
  'case-reported': '上报',
  'case-accepted': '受理',
  'case-declined': '不予受理',
  'case-registered': '立案',
  'case-dispatched': '派单',
  'case-signed': '签收',
  'case-resolved': '反馈',
  'case-verified': '核查',
  'case-closed': '结案',
  'case-cancelled': '作废',
  'case-rated': '评价',
}
