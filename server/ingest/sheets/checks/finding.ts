import type { Feed } from '../../../../shared/city/pack.ts'
import type { Grain } from '../../../../shared/time/period.ts'
import type { ReportHistory, SheetCity } from '../city.ts'
import type { SheetIssue } from '../issue.ts'
import type { Figure, Place, RateFigure } from '../table/figure.ts'

/** What a check found: where, what was expected, and which figures it costs when it is an error. */
export interface Finding extends Pick<SheetIssue, 'code' | 'severity' | 'expected' | 'found'> {
  at: Place
  figures: readonly Figure[]
}

/** Figures to be judged, with what is known beside them. */
export interface Evidence {
  figures: readonly Figure[]
  rates: readonly RateFigure[]
  city: SheetCity
  feed: Feed
  grain: Exclude<Grain, 'hour'>
  history: ReportHistory
  /** What could not be read: a sum without it says little. */
  unread: readonly SheetIssue[]
  /** Time of receipt, UTC ms. */
  now: number
}

/** One rule (校验): pure, in the order of `check-figures.ts`. */
export type Check = (evidence: Evidence) => Finding[]

export const finding = (
  code: Finding['code'],
  severity: Finding['severity'],
  figure: Figure,
  expected: string,
  figures: readonly Figure[] = [figure],
): Finding => ({ code, severity, at: figure, figures, expected, found: figure.given })

/** A number as a person reads it: no dust, no exponent. */
export const shown = (value: number): string =>
  Number(value.toPrecision(12)).toLocaleString('en-US', {
    maximumFractionDigits: 6,
    useGrouping: false,
  })

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
