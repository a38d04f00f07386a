import { checkFigures } from './checks/check-figures.ts'
import { shown } from './checks/finding.ts'
import { feedOf, grainOf, type ReportHistory, type SheetCity } from './city.ts'
import { coveredPeriods } from './coverage.ts'
import { changes, coverageFact, observationFacts } from './facts.ts'
import type { CoverageFact, ObservationsFact } from './facts.ts'
import { periodWords, type SheetIssue } from './issue.ts'
import type { SheetMapping } from './mapping/sheet-mapping.ts'
import { missingRegions } from './missing-regions.ts'
import { rememberedHistory } from './remembered-history.ts'
import type { Steps } from './steps.ts'
import type { Figure } from './table/figure.ts'
import { readTable, type TableFile, type TableReading } from './table/read-table.ts'

/** A table read and judged (读表结果): what may be told to the log, and what was found on the way. */
export interface JudgedTable extends Omit<TableReading, 'figures' | 'rates'> {
  facts: ObservationsFact[]
  coverage: CoverageFact[]
  /** Labels of the periods it speaks of, oldest first. */
  periods: string[]
  figures: {
    read: number
    empty: number
    changed: number
    revised: number
    unchanged: number
    refused: number
  }
}

/** Everything a table is judged against. */
export interface TableStanding {
  city: SheetCity
  history: ReportHistory
  /** Time of receipt, UTC ms. */
  now: number
  /** Codes that a person has confirmed. */
  accept?: ReadonlySet<string>
}

/**
 * A department's table as facts and issues (record → parse → map). Pure: good figures become facts
 * whatever stands around them, nothing is appended here.
 */
export function* judgeTable(
  file: TableFile,
  mapping: SheetMapping,
  { city, history: asked, now, accept = new Set() }: TableStanding,
): Steps<JudgedTable> {
  const history = rememberedHistory(asked)
  const feed = feedOf(city.pack, mapping.feed)
  const { figures, rates, ...reading } = yield* readTable(file, mapping, city)
  const unread = reading.issues.filter(({ severity, row }) => severity === 'error' && row > 0)
  const evidence = { figures, rates, unread, city, feed, grain: grainOf(feed), history, now }
  const judged = yield* checkFigures(evidence, accept)
  yield
  const absent = missingRegions(figures, judged.good, mapping, city.tree)
  const { changed, revised, unchanged } = changes(judged.good, history)
  const newlyAbsent = changes(absent.missing, history).changed
  const issues = [...reading.issues, ...judged.issues, ...absent.issues, ...revised.map(revision)]

  const facts = observationFacts([...changed, ...newlyAbsent], feed.id, city, history, now)
  const { covered, waiting } = coveredPeriods(judged.good, feed, city, history, now)
  const claims = mapping.coverage === 'period'
  if (claims)
    for (const { period, missing } of waiting) issues.push(waits(periodWords(period), missing))
  return {
    ...reading,
    issues: sorted(issues),
    facts,
    coverage: claims ? covered.map((period) => coverageFact(feed.id, period)) : [],
    periods: periodsOf(figures),
    figures: {
      read: figures.length,
      empty: figures.filter(({ value }) => value === null).length,
      changed: changed.length,
      revised: revised.length,
      unchanged,
      refused: judged.refused,
    },
  }
}

const revision = ({ figure, was }: { figure: Figure; was: number }): SheetIssue => ({
  code: 'revision',
  severity: 'note',
  sheet: figure.sheet,
  row: figure.row,
  column: figure.column,
  expected: `此前报 ${shown(was)}，现更正；此前的数仍可按当时查看`,
  found: figure.value === null ? '' : shown(figure.value),
})

const waits = (label: string, missing: readonly string[]): SheetIssue => ({
  code: 'coverage-waits',
  severity: 'note',
  sheet: '',
  row: 0,
  column: null,
  expected: `${label}尚缺${missing
    .slice(0, 5)
    .map((name) => `“${name}”`)
    .join('、')}${missing.length > 5 ? ` 等 ${missing.length} 项` : ''}，报齐后此接口才算覆盖本期`,
  found: '',
})

const periodsOf = (figures: readonly Figure[]): string[] =>
  [...new Map(figures.map(({ period }) => [period.from, period])).values()]
    .sort((a, b) => a.from - b.from)
    .map(periodWords)

const weight = { error: 0, warning: 1, note: 2 } as const

/** Errors first, then as a person goes through the table. */
const sorted = (issues: readonly SheetIssue[]): SheetIssue[] =>
  [...issues].sort(
    (a, b) =>
      weight[a.severity] - weight[b.severity] ||
      (a.sheet < b.sheet ? -1 : a.sheet > b.sheet ? 1 : 0) ||
      a.row - b.row ||
      (a.column ?? '').length - (b.column ?? '').length ||
      ((a.column ?? '') < (b.column ?? '') ? -1 : 1),
  )
