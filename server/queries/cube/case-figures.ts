import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { CaseCube, DayCube } from './case-cube.ts'
import type { CaseRows } from './case-rows.ts'
import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'
import { regionSlots, type RegionSlots } from './region-slots.ts'

/** A quarter of an hour: the finest grain of a case-counted figure. */
export const slotMs = 900_000
const slotOf = (ms: number): number => Math.floor(ms / slotMs)

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
  total(measure: number, region: number): number
  /** The local day after the last one known. */
  end(): number
  detail(day: number): DayCube
}

/** Reads whole days from days and the edges from their quarter-hours. */
function figuresOf(source: DaySource, zone: Zone): CaseFigures {
  const upTo = (measure: number, region: number, instant: number): number => {
    const day = zone.dayOf(instant)
    const start = zone.startOfDay(day)
    if (start === instant) return 0
    return source.detail(day).slots(measure, region, slotOf(start), slotOf(instant - 1) + 1)
  }
  return {
    flow: (measure, regionId, from, to) => {
      const region = source.regions.ordinal(regionId)
      if (region < 0 || to <= from) return 0
      const days = source.days(measure, region, zone.dayOf(from), zone.dayOf(to))
      return days + upTo(measure, region, to) - upTo(measure, region, from)
    },
    levelAt: (measure, regionId, instant) => {
      const region = source.regions.ordinal(regionId)
      if (region < 0) return 0
      const day = zone.dayOf(instant)
      const since = source.days(measure, region, day, Math.max(day, source.end()))
      return source.total(measure, region) - since + upTo(measure, region, instant)
    },
  }
}

const detailsKept = 6

/** Where the rows of one local day come from, up to a position. */
type DayRows = (day: number, through: number) => Iterable<ContributionRow>

/** The figures of tracked regions at the head of the log; `add` follows each commit. */
export class HeadFigures implements CaseFigures {
  readonly regions: RegionSlots
  readonly cube: CaseCube
  readonly #details = new Map<number, DayCube>()
  readonly #figures: CaseFigures
  position = 0

  constructor(
    readonly schema: CaseSchema,
    readonly zone: Zone,
    readonly rows: CaseRows,
    tree: RegionTree,
    tracked: readonly RegionId[],
    readonly ofDay: DayRows = (day, through) => rows.ofDay(day, 0, through),
  ) {
    this.regions = regionSlots(tree, tracked)
    this.cube = new CaseCube(schema, this.regions)
    this.#figures = figuresOf(
      {
        regions: this.regions,
        days: (m, r, from, to) => this.cube.days(m, r, from, to),
        total: (m, r) => this.cube.total(m, r),
        end: () => this.cube.end,
        detail: (day) => this.#detail(day),
      },
      zone,
    )
  }

  add(row: ContributionRow): void {
    this.cube.add(row)
    this.#details.get(Number(row[at.day]))?.add(row)
    this.position = Number(row[at.position])
  }

  flow = (measure: number, region: RegionId, from: number, to: number): number =>
    this.#figures.flow(measure, region, from, to)

  levelAt = (measure: number, region: RegionId, instant: number): number =>
    this.#figures.levelAt(measure, region, instant)

  #detail(day: number): DayCube {
    let detail = this.#details.get(day)
    if (!detail) {
      detail = new DayCube(this.schema, this.regions, slotOf(this.zone.startOfDay(day)))
      // Rows not yet followed are added when they are; so the detail stops where the mirror stands.
      for (const row of this.ofDay(day, this.position)) detail.add(row)
      this.#details.set(day, detail)
      const oldest = this.#details.keys().next().value
      if (this.#details.size > detailsKept && oldest !== undefined) this.#details.delete(oldest)
    }
    return detail
  }
}

/** The same figures as they stood at an earlier position: the head's less what came later. */
export function figuresAsOf(head: HeadFigures, position: number): CaseFigures {
  const { rows, schema, regions, zone } = head
  const later = new CaseCube(schema, regions)
  const loaded = new Set<number>()
  const details = new Map<number, DayCube>()
  let balances: CaseCube | null = null
  let through = head.position
  // The head moves on while this position is still asked for: what it gained is taken off as well.
  const keepUp = (): void => {
    if (head.position === through) return
    for (const row of rows.between(through, head.position)) {
      if (loaded.has(Number(row[at.day]))) later.add(row)
    }
    if (balances) for (const row of rows.balances(through, head.position)) balances.add(row)
    through = head.position
  }
  const load = (from: number, to: number): void => {
    keepUp()
    for (let day = from; day < to; day += 1) {
      if (loaded.has(day)) continue
      loaded.add(day)
      for (const row of rows.ofDay(day, position, through)) later.add(row)
    }
  }
  const balanceCube = (): CaseCube => {
    keepUp()
    if (!balances) {
      balances = new CaseCube(schema, regions)
      for (const row of rows.balances(position, through)) balances.add(row)
    }
    return balances
  }
  return figuresOf(
    {
      regions,
      days: (m, r, from, to) => {
        load(from, to)
        return head.cube.days(m, r, from, to) - later.days(m, r, from, to)
      },
      total: (m, r) => head.cube.total(m, r) - balanceCube().total(m, r),
      end: () => head.cube.end,
      detail: (day) => {
        let detail = details.get(day)
        if (!detail) {
          detail = new DayCube(schema, regions, slotOf(zone.startOfDay(day)))
          for (const row of rows.ofDay(day, 0, position)) detail.add(row)
          details.set(day, detail)
        }
        return detail
      },
    },
    zone,
  )
}
