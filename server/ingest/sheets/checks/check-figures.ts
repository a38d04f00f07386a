import type { ConfirmableCode, SheetIssue } from '../issue.ts'
import { confirmableCodes, foundText } from '../issue.ts'
import type { Figure } from '../table/figure.ts'
import type { Steps } from '../steps.ts'
import { duplicates } from './duplicates.ts'
import type { Check, Evidence, Finding } from './finding.ts'
import { likeHistory, notLastPeriodAgain } from './history.ts'
import { countedOnce, levelsThatExist } from './levels.ts'
import { partsWithinWholes } from './parts.ts'
import { periodsOver } from './periods.ts'
import { possibleValues } from './possible-values.ts'
import { rates } from './rates.ts'
import { totals } from './totals.ts'

/** Rules on the numbers as they stand; each sees all of them, so that one error hides no other. */
const checks: readonly Check[] = [
  possibleValues,
  periodsOver,
  levelsThatExist,
  countedOnce,
  duplicates,
  totals,
  partsWithinWholes,
  rates,
  likeHistory,
  notLastPeriodAgain,
]

export interface Judged {
  /** Figures that may be stored. */
  good: Figure[]
  refused: number
  issues: SheetIssue[]
}

/**
 * Judges every figure. An error costs the figures it names and no others; what a person has confirmed
 * (`accept`) is a warning. Totals of what is added up are never stored.
 */
export function* checkFigures(given: Evidence, accept: ReadonlySet<string>): Steps<Judged> {
  const evidence = {
    ...given,
    figures: withSubtotals({ ...given, figures: withSteps(given.figures) }),
  }
  const refused = new Set<Figure>()
  const twice = new Set<Figure>()
  const issues: SheetIssue[] = []
  for (const check of checks) {
    yield
    for (const found of check(evidence)) {
      const severity = isAccepted(found, accept) ? 'warning' : found.severity
      if (severity === 'error') for (const figure of found.figures) refused.add(figure)
      if (found.code === 'duplicate-region') for (const figure of found.figures) twice.add(figure)
      issues.push(issueOf(found, severity))
    }
  }
  const stored = evidence.figures.filter(
    (figure) => figure.total === null || figure.measure.aggregation !== 'sum',
  )
  return {
    good: stored.filter((figure) => !refused.has(figure) && !twice.has(figure)),
    refused: refused.size,
    issues,
  }
}

/** A number cell loses its last zeros: a measure is written as finely as its finest number. */
function withSteps(figures: readonly Figure[]): Figure[] {
  const finest = new Map<string, number>()
  const keyOf = ({ sheet, measure }: Figure): string => `${sheet}|${measure.id}`
  for (const figure of figures)
    if (figure.value !== null) {
      const key = keyOf(figure)
      finest.set(key, Math.min(figure.step, finest.get(key) ?? Infinity))
    }
  return figures.map((figure) => ({ ...figure, step: finest.get(keyOf(figure)) ?? figure.step }))
}

/** A row of a region that holds other rows of the table is a total, whatever it is called. */
function withSubtotals({ figures, city }: Evidence): readonly Figure[] {
  const holders = new Map<string, Set<number>>()
  const keyOf = ({ measure, period }: Figure): string => `${measure.id}|${period.from}`
  for (const figure of figures) {
    if (figure.total !== null || figure.measure.aggregation !== 'sum') continue
    const above = holders.get(keyOf(figure)) ?? new Set()
    holders.set(keyOf(figure), above)
    for (const id of city.tree.ancestorsOf(figure.region.id))
      if (id !== figure.region.id) above.add(id)
  }
  return figures.map((figure) =>
    figure.total === null && holders.get(keyOf(figure))?.has(figure.region.id)
      ? { ...figure, total: { tolerance: null } }
      : figure,
  )
}

const isAccepted = ({ code, severity }: Finding, accept: ReadonlySet<string>): boolean =>
  severity === 'error' && confirmableCodes.includes(code as ConfirmableCode) && accept.has(code)

const issueOf = ({ code, at, expected, found }: Finding, severity: SheetIssue['severity']) => ({
  code,
  severity,
  sheet: at.sheet,
  row: at.row,
  column: at.column,
  expected,
  found: foundText(found),
})
