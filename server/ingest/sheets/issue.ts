import type { Period } from '../../../shared/time/period.ts'

/** What can be wrong with a table (台账问题), or worth knowing. docs/observations.md explains each. */
export const sheetIssueCodes = [
  'no-sheet',
  'no-header',
  'missing-column',
  'ambiguous-header',
  'unit-differs',
  'forbidden-column',
  'rows-beyond-limit',
  'unknown-region',
  'ambiguous-region',
  'region-not-valid-then',
  'no-region',
  'region-missing',
  'duplicate-region',
  'unknown-measure',
  'unknown-period',
  'period-without-year',
  'future-period',
  'running-period',
  'not-a-number',
  'rounded-number',
  'personal-number',
  'formula-fault',
  'merged-value',
  'unknown-unit',
  'negative-count',
  'negative-amount',
  'not-whole',
  'share-out-of-range',
  'share-scale',
  'rate-differs',
  'part-exceeds-whole',
  'wrong-total',
  'not-at-level',
  'counted-below',
  'counted-above',
  'unlike-history',
  'far-from-history',
  'repeated-period',
  'revision',
  'coverage-waits',
  'not-taken',
] as const
export type SheetIssueCode = (typeof sheetIssueCodes)[number]

/** Codes that a person may confirm after looking (确认无误): the cells then go in. */
export const confirmableCodes = ['unlike-history', 'repeated-period', 'share-scale'] as const
export type ConfirmableCode = (typeof confirmableCodes)[number]

/** The codes that a person confirms, parted by commas; others cannot be confirmed. */
export const confirmations = (given: string | undefined): ReadonlySet<string> =>
  new Set(
    (given ?? '').split(',').filter((code) => confirmableCodes.includes(code as ConfirmableCode)),
  )

/** One thing found in a table. An `error` costs what it names, a `warning` and a `note` nothing. */
export interface SheetIssue {
  code: SheetIssueCode
  severity: 'error' | 'warning' | 'note'
  sheet: string
  /** Row as the spreadsheet numbers it; 0 = the sheet as a whole. */
  row: number
  /** Letter of the column; null = the row as a whole. */
  column: string | null
  /** What should stand there, in Chinese. */
  expected: string
  /** What stands there, masked. */
  found: string
}

export { foundText } from '../tables/words.ts'

/** Where an issue stands: 工作表「9月」第 12 行 D 列. */
export function placeOf({ sheet, row, column }: Pick<SheetIssue, 'sheet' | 'row' | 'column'>) {
  const parts = [
    sheet === '' ? '' : `工作表「${sheet}」`,
    row > 0 ? `第 ${row} 行` : '',
    column === null ? '' : `${column} 列`,
  ]
  return parts.filter(Boolean).join(' ')
}

export const periodWords = (period: Pick<Period, 'label' | 'key' | 'grain'>): string =>
  period.grain === 'day' || period.grain === 'tenday' ? period.key : period.label
