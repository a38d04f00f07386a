import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { CaseCube } from './case-cube.ts'
import type { CaseRows } from './case-rows.ts'
import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'
import { DayDetail } from './day-detail.ts'
import { LevelTotals } from './level-totals.ts'
import { regionSlots, type RegionSlots } from './region-slots.ts'

/** A quarter of an hour: the finest grain of a case-counted figure. */
export const slotMs = 900_000
const slotOf = (ms: number): number => Math.floor(ms / slotMs)

/** The first quarter-hour that does not count before an instant. */
export const endSlotOf = (instant: number): number => slotOf(instant - 1) + 1

/** Sums of case-counted measures over instants, cut to the quarter-hour. */
export interface CaseFigures {
  flow(measure: number, region: RegionId, from: number, to: number): number
  levelAt(measure: number, region: RegionId, instant: number): number
}

/** What days and day details a reading is made of: the head's mirror, or a past position's. */
interface DaySource {
  regions: RegionSlots
  days(measure: number, region: number, from: number, to: number): number
  /** How a balance stands after everything known. */
  total(measure: number, region: RegionId): number
  /** The local day after the last one known. */
  end(): number
  detail(day: number): DayDetail
}

/** Reads whole days from days and the edges from their quarter-hours. */
function figuresOf(source: DaySource, zone: Zone): CaseFigures {
  const upTo = (measure: number, region: number, instant: number, day: number): number =>
    zone.startOfDay(day) === instant
      ? 0
      : source.detail(day).before(measure, region, endSlotOf(instant))
  return {
    flow: (measure, regionId, from, to) => {
      const region = source.regions.ordinal(regionId)
      if (region < 0 || to <= from) return 0
      const first = zone.dayOf(from)
      const last = zone.dayOf(to)
      const days = source.days(measure, region, first, last)
      return days + upTo(measure, region, to, last) - upTo(measure, region, from, first)
    },
    levelAt: (measure, regionId, instant) => {
      const region = source.regions.ordinal(regionId)
      if (region < 0) return 0
      const day = zone.dayOf(instant)
      const since = source.days(measure, region, day, Math.max(day, source.end()))
      return source.total(measure, regionId) - since + upTo(measure, region, instant, day)
    },
  }
}

const detailsKept = 24

/** The figures of tracked regions at the head of the log; `add` follows each commit. */
export class HeadFigures implements CaseFigures {
  readonly regions: RegionSlots
  readonly cube: CaseCube
  readonly totals: LevelTotals
  readonly #details = new Map<number, DayDetail>()
  readonly #figures: CaseFigures
  position = 0

  constructor(
    readonly schema: CaseSchema,
    readonly zone: Zone,
    readonly rows: CaseRows,
    tree: RegionTree,
    tracked: readonly RegionId[],
  ) {
    this.regions = regionSlots(tree, tracked)
    this.cube = new CaseCube(schema, this.regions)
    this.totals = new LevelTotals(schema, tree)
    this.#figures = figuresOf(
      {
        regions: this.regions,
        days: (m, r, from, to) => this.cube.days(m, r, from, to),
        total: (m, r) => this.totals.total(m, r),
        end: () => this.cube.end,
        detail: (day) => this.#detail(day),
      },
      zone,
    )
  }

  add(row: ContributionRow): void {
    this.cube.add(row)
    this.totals.add(row)
    this.#details.get(Number(row[at.day]))?.add(row)
    this.position = Number(row[at.position])
  }

  flow = (measure: number, region: RegionId, from: number, to: number): number =>
    this.#figures.flow(measure, region, from, to)

  levelAt = (measure: number, region: RegionId, instant: number): number =>
    this.#figures.levelAt(measure, region, instant)

  #detail(day: number): DayDetail {
    let detail = this.#details.get(day)
    if (!detail) {
      // Rows not yet followed are added when they are; so the detail stops where the mirror stands.
      detail = dayDetail(this, day, this.position)
      this.#details.set(day, detail)
      const oldest = this.#details.keys().next().value
      if (this.#details.size > detailsKept && oldest !== undefined) this.#details.delete(oldest)
    }
    return detail
  }
}

function dayDetail(
  { schema, regions, rows, zone }: HeadFigures,
  day: number,
  through: number,
): DayDetail {
  const detail = new DayDetail(schema, regions, slotOf(zone.startOfDay(day)))
  for (const row of rows.ofDay(day, 0, through)) detail.add(row)
  return detail
}

/** So few rows are taken off without asking what else there is. */
const fewRows = 200
const dayRowsAtOnce = 100_000

/**
 * The same figures as they stood at an earlier position: each day that is asked for is the head's
 * less what came later, or read anew where that is shorter.
 */
export function figuresAsOf(head: HeadFigures, position: number): CaseFigures {
  const { rows, schema, regions, zone } = head
  /** What a day read anew holds, or what is taken off the head's: only days that differ take room. */
  const difference = new CaseCube(schema, regions)
  const known = new Map<number, 'head' | 'anew'>()
  const details = new Map<number, DayDetail>()
  let totals: LevelTotals | null = null
  let through = head.position
  // The head moves on while this position is still asked for: what it gained is taken off as well.
  const keepUp = (): void => {
    if (head.position === through) return
    for (const row of rows.between(through, head.position)) {
      if (known.get(Number(row[at.day])) === 'head') difference.add(row, -1)
    }
    through = head.position
  }
  const load = (day: number): 'head' | 'anew' => {
    const later = rows.countOfDay(day, position, through, dayRowsAtOnce)
    if (later > fewRows && rows.countOfDay(day, 0, position, later) < later) {
      for (const row of rows.ofDay(day, 0, position)) difference.add(row)
      return 'anew'
    }
    if (later > 0) for (const row of rows.ofDay(day, position, through)) difference.add(row, -1)
    return 'head'
  }
  const days = (measure: number, region: number, from: number, to: number): number => {
    keepUp()
    let sum = 0
    let run = from
    for (let day = from; day < to; day += 1) {
      let kind = known.get(day)
      if (!kind) known.set(day, (kind = load(day)))
      if (kind === 'head') continue
      sum += head.cube.days(measure, region, run, day)
      run = day + 1
    }
    return (
      sum + head.cube.days(measure, region, run, to) + difference.days(measure, region, from, to)
    )
  }
  const totalsThen = (): LevelTotals => {
    if (!totals) {
      totals = head.totals.copy()
      for (const row of rows.balances(position, head.position)) totals.add(row, -1)
    }
    return totals
  }
  const detail = (day: number): DayDetail => {
    let found = details.get(day)
    if (!found) details.set(day, (found = dayDetail(head, day, position)))
    return found
  }
  const total = (measure: number, region: RegionId): number => totalsThen().total(measure, region)
  return figuresOf({ regions, days, total, end: () => head.cube.end, detail }, zone)
}
