import type { Contribution } from '../../shared/cases/counts.ts'
import { inOrder } from '../../shared/cases/facts-in-order.ts'
import type { CaseState, Light } from '../../shared/cases/state.ts'
import type { Fact } from '../../shared/events/index.ts'
import type { caseState } from '../db/tables.ts'

export type CaseStateRow = typeof caseState.$inferSelect

/** What a row says beyond the folded state. */
export interface CaseStateBeside {
  contributions: readonly Contribution[]
  title: string | null
  timerAt: number | null
  /** Last position that changed the case. */
  position: number
}

/** The row of one folded case. Open and overdue are what the case counts, so a list is its number. */
export function caseStateRow(state: CaseState, beside: CaseStateBeside): CaseStateRow {
  return {
    caseId: state.caseId,
    source: state.source,
    number: state.number,
    type: state.type,
    severity: state.severity,
    region: state.region,
    lng: state.point?.[0] ?? null,
    lat: state.point?.[1] ?? null,
    department: state.department,
    stage: state.stage,
    open: total(beside.contributions, 'open'),
    reportedAt: state.reportedAt,
    disposalDeadline: state.disposalDeadline,
    closingDeadline: state.closingDeadline,
    resolvedAt: state.resolvedAt,
    closedAt: state.closedAt,
    overdue: total(beside.contributions, 'overdueOpen'),
    light: brightest(state),
    title: beside.title,
    timerAt: beside.timerAt,
    position: beside.position,
  }
}

const total = (contributions: readonly Contribution[], count: Contribution['count']): number =>
  contributions.reduce((sum, c) => (c.count === count ? sum + c.amount : sum), 0)

const rungs: readonly Light[] = ['remind', 'yellow-card', 'red-card', 'supervision']

function brightest(state: CaseState): Light | null {
  const rung = state.lights.reduce((top, { light }) => Math.max(top, rungs.indexOf(light)), -1)
  return rungs[rung] ?? null
}

/**
 * The title of a case: that of its first report, in the order in which facts are folded, that has
 * one. `titleAt` reads the text beside a fact.
 */
export function titleOf(
  facts: readonly Fact[],
  titleAt: (position: number) => string | null,
): string | null {
  const reports = facts.filter((fact) => fact.type === 'case-reported')
  for (const report of reports.length > 1 ? inOrder(reports) : reports) {
    const title = titleAt(report.position)
    if (title !== null) return title
  }
  return null
}
