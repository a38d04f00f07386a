import { handOffCounts, type HandOffCount } from '../../shared/cases/hand-off-counts.ts'
import type { handOffCount } from '../db/tables.ts'
import type { CountedCase } from './case-contribution.ts'

export type HandOffCountRow = Omit<typeof handOffCount.$inferSelect, 'id'>

const amounts = ['handed', 'ended', 'misrouted', 'late', 'minutes'] as const

/**
 * The signed rows that turn what a case counted as hand-offs before into what it counts after (转办计数差);
 * one that was retyped or moved leaves its old place in full.
 */
export function handOffRows(
  before: CountedCase | null,
  after: CountedCase | null,
  position: number,
): HandOffCountRow[] {
  const rows = new Map<string, HandOffCountRow>()
  const add = (side: CountedCase | null, sign: 1 | -1): void => {
    if (side === null) return
    for (const count of handOffCounts(side.state)) {
      const blank = blankRow(side, count, position)
      const name = JSON.stringify(blank)
      const row = rows.get(name) ?? blank
      for (const amount of amounts) row[amount] += sign * count[amount]
      rows.set(name, row)
    }
  }
  add(after, 1)
  add(before, -1)
  return [...rows.values()].filter((row) => amounts.some((amount) => row[amount] !== 0))
}

const blankRow = (
  { state, reading }: CountedCase,
  { at, sender, receiver, kind }: HandOffCount,
  position: number,
): HandOffCountRow => ({
  ...{ position, caseId: state.caseId, at, sender, receiver, kind },
  region: state.region ?? reading.cityRegion,
  type: state.type,
  ...{ handed: 0, ended: 0, misrouted: 0, late: 0, minutes: 0 },
})
