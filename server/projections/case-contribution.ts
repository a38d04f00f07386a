import { caseCounts } from '../../shared/cases/counts.ts'
import type { CaseCount, Contribution } from '../../shared/cases/counts.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { caseContribution } from '../db/tables.ts'
import type { CaseReading } from './case-reading.ts'

export type ContributionRow = Omit<typeof caseContribution.$inferSelect, 'id'>

/** A state with what it counts and how it was read: one side of a difference. */
export interface CountedCase {
  state: CaseState
  contributions: readonly Contribution[]
  reading: Pick<CaseReading, 'zone' | 'cityRegion'>
}

/** Length of a slot: a quarter of an hour, the finest grain of a figure counted from cases. */
export const slotMs = 900_000

type Counts = Record<CaseCount, number>
const noCounts = Object.fromEntries(caseCounts.map((count) => [count, 0])) as Counts

/**
 * The signed rows that turn what was counted before into what counts after, one per quarter-hour.
 * A retyped or relocated case leaves its old place in full and enters the new one.
 */
export function contributionRows(
  before: CountedCase | null,
  after: CountedCase | null,
  position: number,
): ContributionRow[] {
  if (before && after && sameDimensions(before, after)) {
    const slots = addTo(addTo(new Map(), after, 1), before, -1)
    return rowsOf(after, slots, position)
  }
  return [
    ...(before ? rowsOf(before, addTo(new Map(), before, -1), position) : []),
    ...(after ? rowsOf(after, addTo(new Map(), after, 1), position) : []),
  ]
}

function addTo(slots: Map<number, Counts>, side: CountedCase, sign: 1 | -1): Map<number, Counts> {
  for (const { count, at, amount } of side.contributions) {
    const slot = Math.floor(at / slotMs)
    let counts = slots.get(slot)
    if (counts === undefined) slots.set(slot, (counts = { ...noCounts }))
    counts[count] += sign * amount
  }
  return slots
}

function rowsOf(
  { state, reading }: CountedCase,
  slots: Map<number, Counts>,
  position: number,
): ContributionRow[] {
  const rows: ContributionRow[] = []
  for (const [slot, counts] of slots) {
    if (!caseCounts.some((count) => counts[count] !== 0)) continue
    rows.push({
      position,
      caseId: state.caseId,
      slot,
      day: reading.zone.dayOf(slot * slotMs),
      region: state.region ?? reading.cityRegion,
      department: state.department,
      type: state.type,
      source: state.source,
      severity: state.severity,
      ...counts,
    })
  }
  return rows
}

const sameDimensions = (a: CountedCase, b: CountedCase): boolean =>
  a.reading === b.reading &&
  a.state.region === b.state.region &&
  a.state.department === b.state.department &&
  a.state.type === b.state.type &&
  a.state.source === b.state.source &&
  a.state.severity === b.state.severity
