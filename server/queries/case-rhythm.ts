import type { RhythmSlot } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { slotMs } from './cube/case-figures.ts'
import type { CityView, Standing } from './city-view.ts'

/** After a day of silence the strip shows the last day known. */
const silentMs = 86_400_000

export interface RhythmAnswer {
  slots: RhythmSlot[]
  dayStart: number
  now: number
  position: number
}

interface Accepted {
  slot: number
  severity: number
  region: number
  accepted: number
}

/**
 * The local day by quarter-hour (24 小时受理): accepted cases, Ⅰ and Ⅱ among them, the day before, and
 * the log position at each quarter's end, by which the city can be seen as it was known then.
 */
export function caseRhythm(
  view: CityView,
  { region, at }: { region: RegionId; at?: number },
): RhythmAnswer {
  const standing = view.standing(at)
  const { zone } = standing
  const now = lastHeard(standing)
  const day = zone.dayOf(now)
  const dayStart = zone.startOfDay(day)
  const today = acceptedOn(view, standing, region, day)
  const before = acceptedOn(view, standing, region, day - 1)
  const shift = Math.round((dayStart - zone.startOfDay(day - 1)) / slotMs)
  const positions = positionsOf(view, dayStart, now)
  const slots: RhythmSlot[] = []
  let position: number | null = view.positions.at(dayStart)
  for (let from = dayStart; from < zone.startOfDay(day + 1); from += slotMs) {
    const slot = Math.floor(from / slotMs)
    const counts = today.get(slot) ?? [0, 0, 0]
    position = positions.get(slot) ?? position
    slots.push({
      from,
      accepted: counts[0] ?? 0,
      severityOne: counts[1] ?? 0,
      severityTwo: counts[2] ?? 0,
      yesterday: before.size === 0 ? null : (before.get(slot - shift)?.[0] ?? 0),
      position: from <= now ? position : null,
    })
  }
  return { slots, dayStart, now, position: standing.position }
}

/** Now, or the end of the last day that any case feed covered when all have long been silent. */
function lastHeard({ catalog, reader, now }: Standing): number {
  const measure = catalog.pack.measures.find((m) => m.origin === 'cases')
  const known = measure ? reader.publishedThrough(measure, now) : null
  return known === null || now - known < silentMs ? now : known - 1
}

/** Slot → accepted, of which Ⅰ, of which Ⅱ. */
function acceptedOn(
  view: CityView,
  { regions, position }: Standing,
  region: RegionId,
  day: number,
): Map<number, number[]> {
  const rows = view.database.sqlite
    .prepare<[number, number], Accepted>(
      `SELECT slot, severity, region, sum(accepted) AS accepted FROM case_contribution
       WHERE day = ? AND position <= ? AND accepted <> 0 GROUP BY slot, severity, region`,
    )
    .all(day, position)
  const slots = new Map<number, number[]>()
  for (const row of rows) {
    const today = regions.find(row.region) ? regions.today(row.region) : regions.root.id
    if (!regions.inside(today, region)) continue
    const counts = slots.get(row.slot) ?? [0, 0, 0]
    counts[0] = (counts[0] ?? 0) + row.accepted
    if (row.severity <= 2) counts[row.severity] = (counts[row.severity] ?? 0) + row.accepted
    slots.set(row.slot, counts)
  }
  return slots
}

/** Slot → last position that knew nothing published after the slot's end. */
function positionsOf(view: CityView, from: number, to: number): Map<number, number> {
  const rows = view.database.sqlite
    .prepare<[number, number], { slot: number; position: number }>(
      `SELECT published_through / ${slotMs} AS slot, max(position) AS position FROM commits
       WHERE published_through >= ? AND published_through <= ? GROUP BY 1`,
    )
    .all(from, to)
  return new Map(rows.map(({ slot, position }) => [slot, position]))
}
