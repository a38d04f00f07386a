import type { balanceChange } from '../db/tables.ts'
import type { ContributionRow } from './case-contribution.ts'

export type BalanceChangeRow = Omit<typeof balanceChange.$inferSelect, 'id'>

/** The net change of one case's balances in one commit, per place and kind; nothing where it is nil. */
export function balanceChanges(contributions: readonly ContributionRow[]): BalanceChangeRow[] {
  const changes = new Map<string, BalanceChangeRow>()
  for (const row of contributions) {
    const { position, region, type, source, severity } = row
    const key = `${region}|${type}|${source}|${severity}`
    let change = changes.get(key)
    if (!change) {
      change = {
        ...{ position, region, type, source, severity },
        ...{ open: 0, overdueOpen: 0, supervisedOpen: 0 },
      }
      changes.set(key, change)
    }
    change.open += row.open ?? 0
    change.overdueOpen += row.overdueOpen ?? 0
    change.supervisedOpen += row.supervisedOpen ?? 0
  }
  return [...changes.values()].filter((c) => c.open || c.overdueOpen || c.supervisedOpen)
}
