import type { RegionId } from '../../shared/city/pack.ts'
import type { Span } from '../../shared/indicators/span.ts'
import { slotMs } from './cube/case-figures.ts'
import { at } from './cube/case-schema.ts'
import { contributionColumns, type ContributionRow } from './cube/case-schema.ts'
import { standingCases } from './standing-cases.ts'
import type { CityView, Standing } from './city-view.ts'

/**
 * The cases that one measure counts for a region and span, each with what it adds: the same rows
 * that the figure is the sum of, so the list adds up to the number.
 */
export function figureCases(
  view: CityView,
  standing: Standing,
  measureId: string,
  region: RegionId,
  span: Pick<Span, 'from' | 'to'>,
): Map<number, number> {
  const { catalog, zone, regions, position, epoch } = standing
  const measure = catalog.measure(measureId)
  const ordinal = epoch.schema.ordinal(measure)
  const cases = new Map<number, number>()
  if (ordinal < 0) return cases
  const balance = measure.kind === 'balance'
  const standingNow = balance ? standingCases(view, standing, measure, region, span.to) : null
  if (standingNow) return standingNow
  const firstSlot = balance ? 0 : Math.floor(span.from / slotMs)
  const endSlot = Math.floor((span.to - 1) / slotMs) + 1
  const rows = view.database.sqlite
    .prepare<number[], ContributionRow>(
      `SELECT ${contributionColumns} FROM case_contribution
       WHERE day >= ? AND day <= ? AND slot >= ? AND slot < ? AND +position <= ?`,
    )
    .raw()
    .iterate(
      balance ? 0 : zone.dayOf(span.from),
      zone.dayOf(span.to - 1),
      firstSlot,
      endSlot,
      position,
    )
  for (const row of rows) {
    const placed = Number(row[at.region])
    const today = regions.find(placed) ? regions.today(placed) : regions.root.id
    if (!regions.inside(today, region)) continue
    for (const [target, column] of epoch.schema.targets(row)) {
      if (target !== ordinal) continue
      const amount = Number(row[column])
      if (amount === 0) continue
      const caseId = Number(row[at.caseId])
      const sum = (cases.get(caseId) ?? 0) + amount
      if (sum === 0) cases.delete(caseId)
      else cases.set(caseId, sum)
    }
  }
  return cases
}
