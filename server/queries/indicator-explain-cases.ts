import type { RegionId } from '../../shared/city/pack.ts'
import type { Term } from '../../shared/indicators/explain-terms.ts'
import type { CityView, Standing } from './city-view.ts'
import { slotMs } from './cube/case-figures.ts'

/** How many local days back from the end of a window the newest fact is looked for. */
const daysBack = 7
/** Regions with no more inside them are read by region, larger ones day by day. */
const fewRegions = 600

interface Newest {
  source: string
  region: number
  slot: number
  caseId: number
}

/**
 * When the newest fact happened that these case-counted terms count for a region (最新事实), by the
 * source of the case: looked for a week back from the end of their spans.
 */
export function newestCases(
  view: CityView,
  standing: Standing,
  terms: readonly Term[],
  region: RegionId,
): Map<string, number> {
  const { zone, regions, now } = standing
  const best = new Map<string, Newest>()
  const columns = new Set(terms.flatMap(({ measure }) => measure.caseCount ?? []))
  if (columns.size === 0) return new Map()
  const to = Math.min(now, Math.max(...terms.map(({ span }) => span.to)))
  const levels = terms.some(({ measure }) => measure.kind === 'balance')
  const from = levels ? 0 : Math.min(...terms.map(({ span }) => span.from))
  const lastDay = zone.dayOf(to - 1)
  const firstDay = Math.max(zone.dayOf(from), lastDay - daysBack + 1)
  const days = { firstDay, lastDay, endSlot: Math.floor((to - 1) / slotMs) + 1 }
  for (const found of candidates(view, standing, columns, region, days)) {
    const placed = regions.find(found.region) ? regions.today(found.region) : regions.root.id
    if (!regions.inside(placed, region)) continue
    if (found.slot > (best.get(found.source)?.slot ?? -1)) best.set(found.source, found)
  }
  return new Map([...best].map(([source, found]) => [source, factAt(view, standing, found)]))
}

interface Days {
  firstDay: number
  lastDay: number
  endSlot: number
}

/** The last quarter-hours by source and region, newest days first; stops after a day that has any. */
function* candidates(
  view: CityView,
  { regions, position }: Standing,
  columns: ReadonlySet<string>,
  region: RegionId,
  { firstDay, lastDay, endSlot }: Days,
): Iterable<Newest> {
  const { sqlite } = view.database
  const counted = [...columns].map((column) => `"${column}" <> 0`).join(' OR ')
  const select = `SELECT source, region, max(slot) AS slot, case_id AS caseId
    FROM case_contribution WHERE`
  const rest = `AND slot < ? AND (${counted}) GROUP BY source, region`
  const [first, end] = regions.interval(region)
  if (end - first <= fewRegions) {
    const inside = [region, ...regions.descendantsOf(region).map((r) => r.id)]
    const ended = regions.ended.filter((r) => regions.inside(r.id, region)).map((r) => r.id)
    yield* sqlite
      .prepare<[string, number, number, number, number], Newest>(
        `${select} region IN (SELECT value FROM json_each(?)) AND day >= ? AND day <= ?
           AND +position <= ? ${rest}`,
      )
      .all(JSON.stringify([...inside, ...ended]), firstDay, lastDay, position, endSlot)
    return
  }
  const ofDay = sqlite.prepare<[number, number, number], Newest>(
    `${select} day = ? AND position <= ? ${rest}`,
  )
  for (let day = lastDay; day >= firstDay; day -= 1) {
    const found = ofDay.all(day, position, endSlot)
    yield* found
    if (found.length > 0) return
  }
}

/** The instant of the case's last fact in a quarter-hour, or its start where a deadline was counted. */
function factAt(view: CityView, { position, now }: Standing, { slot, caseId }: Newest): number {
  const start = slot * slotMs
  const exact = view.database.sqlite
    .prepare<[number, number, number, number], number | null>(
      `SELECT max(occurred_at) FROM log
       WHERE stream = 'case' AND stream_id = ? AND occurred_at >= ? AND occurred_at < ?
         AND position <= ?`,
    )
    .pluck()
    .get(caseId, start, start + slotMs, position)
  return Math.min(now, exact ?? start)
}
