import { setImmediate } from 'node:timers/promises'
import { caseCounts } from '../../shared/cases/counts.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { Term } from '../../shared/indicators/explain-terms.ts'
import type { CityView, Standing } from './city-view.ts'
import { slotMs } from './cube/case-figures.ts'
import { contributionColumns, type ContributionRow } from './cube/case-schema.ts'

/** What is asked of one stretch of quarter-hours: [from, to) and the signed amount of each measure. */
export interface Stretch {
  from: number
  to: number
  terms: readonly Term[]
}

/** One question may read so many days in all: a quarter against a quarter. */
export const mostDays = 190

/** The column of a contribution row by which cases are told apart. */
export type CaseGroup = 'type' | 'department'

const columns = contributionColumns.split(', ')
const columnAt = { type: columns.indexOf('type'), department: columns.indexOf('department') }
const regionAt = columns.indexOf('region')

/**
 * What case-counted measures add up to over a stretch, by type or department of the cases of a region;
 * '' = no department yet. Days are read one by one: that is how the table is indexed.
 */
export async function amountsBy(
  view: CityView,
  standing: Standing,
  group: CaseGroup,
  region: RegionId,
  { from, to, terms }: Stretch,
): Promise<Map<string, number>> {
  const { zone, regions, position, epoch } = standing
  const sums = new Map<string, number>()
  if (to <= from || terms.length === 0) return sums
  const needed = new Set(terms.map(({ measure }) => measure.caseCount))
  const signs = new Map<number, number>()
  for (const { measure, sign } of terms) {
    const ordinal = epoch.schema.ordinal(measure)
    signs.set(ordinal, (signs.get(ordinal) ?? 0) + sign)
  }
  const counts = caseCounts.map((c) => (needed.has(c) ? `sum("${c}")` : '0'))
  const moved = caseCounts.filter((c) => needed.has(c)).map((c) => `"${c}" <> 0`)
  const whole = region === regions.root.id
  // Groups need their region only where not all of the city is asked for.
  const statement = view.database.sqlite
    .prepare<[number, number, number, number], ContributionRow>(
      `SELECT 0, 0, 0, 0, ${whole ? String(region) : 'region'}, department, type, source, severity,
         ${counts.join(', ')}
       FROM case_contribution
       WHERE day = ? AND position <= ? AND slot >= ? AND slot < ? AND (${moved.join(' OR ')})
       GROUP BY department, type, source, severity${whole ? '' : ', region'}`,
    )
    .raw()
  const firstSlot = Math.floor((from - 1) / slotMs) + 1
  const endSlot = Math.floor((to - 1) / slotMs) + 1
  const firstDay = zone.dayOf(from)
  for (let day = firstDay; day <= zone.dayOf(to - 1); day += 1) {
    // A long window must not hold up what others ask meanwhile.
    if (day > firstDay) await setImmediate()
    for (const row of statement.all(day, position, firstSlot, endSlot)) {
      const placed = Number(row[regionAt])
      const today = regions.find(placed) ? regions.today(placed) : regions.root.id
      if (!regions.inside(today, region)) continue
      const key = String(row[columnAt[group]] ?? '')
      for (const [ordinal, column] of epoch.schema.targets(row)) {
        const sign = signs.get(ordinal)
        if (sign !== undefined) sums.set(key, (sums.get(key) ?? 0) + sign * Number(row[column]))
      }
    }
  }
  return sums
}

/** How many local days a stretch touches. */
export const daysOf = ({ zone }: Standing, { from, to }: Pick<Stretch, 'from' | 'to'>): number =>
  to <= from ? 0 : zone.dayOf(to - 1) - zone.dayOf(from) + 1
