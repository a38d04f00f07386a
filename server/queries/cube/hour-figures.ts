import { levelIds, type RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { hourMs } from '../../../shared/time/civil.ts'
import { endSlotOf, slotMs, type CaseFigures, type HeadFigures } from './case-figures.ts'
import { at, type ContributionRow } from './case-schema.ts'
import { HourCube } from './hour-cube.ts'
import { regionSlots, type RegionSlots } from './region-slots.ts'

/** Quarter-hours of a local day and one more; 25 hours where the clock goes back. */
const ends = 101
const daysKept = 240
/** Whole hours lie in memory for so many days up to today, for questions that look back 60. */
const hourDays = 61
const longestDayMs = 25 * hourMs

/** One measure's day: for each region what came before each quarter-hour, as far as it was read. */
interface HourDay {
  through: number
  counts: Int32Array
}

/**
 * Hours and quarter-hours for city and districts (分时件数), for questions that ask for many of them. Whole
 * hours of the last days are of `HourCube`; all else is read by measure and day, and what is committed
 * later is added when it is asked for again.
 */
export class HourFigures {
  readonly regions: RegionSlots
  readonly cube: HourCube
  readonly #days = new Map<string, HourDay>()

  constructor(
    readonly head: HeadFigures,
    tree: RegionTree,
  ) {
    const coarse = tree.all.filter(
      ({ level }) => levelIds.indexOf(level) <= levelIds.indexOf('district'),
    )
    this.regions = regionSlots(
      tree,
      coarse.map(({ id }) => id),
    )
    this.cube = new HourCube(head, this.regions)
  }

  add(row: ContributionRow): void {
    this.cube.add(row)
  }

  /** Reads ahead the days that are asked for by the hour, one at each step. */
  *warm(today: number): Generator<void> {
    for (let day = today; day > today - hourDays; day -= 1) {
      if (this.cube.has(day)) continue
      this.cube.read(day)
      yield
    }
  }

  /** The figures as of a position and instant; whole days and longer spans are read from `others`. */
  at(position: number, now: number, others: (region: RegionId) => CaseFigures): CaseFigures {
    const { regions } = this
    const { zone } = this.head
    const inCube = this.#inCube(position, now)
    return {
      flow: (measure, region, from, to) => {
        const ordinal = regions.ordinal(region)
        if (ordinal < 0 || to <= from || to - from > longestDayMs)
          return others(region).flow(measure, region, from, to)
        const day = zone.dayOf(from)
        const start = zone.startOfDay(day)
        const end = zone.startOfDay(day + 1)
        if ((from === start && to === end) || to > end)
          return others(region).flow(measure, region, from, to)
        const first = (from - start) / hourMs
        const last = (to - start) / hourMs
        if (Number.isInteger(first) && Number.isInteger(last) && inCube(day))
          return this.cube.hours(measure, ordinal, day, first, last)
        const counts = this.#countsOf(measure, day, position)
        const before = (instant: number): number =>
          counts[ordinal * ends + Math.min(ends - 1, endSlotOf(instant) - start / slotMs)] ?? 0
        return before(to) - (from === start ? 0 : before(from))
      },
      levelAt: (measure, region, instant) => others(region).levelAt(measure, region, instant),
    }
  }

  /** Whether a day lies in memory as it stood at a position: it is read where it is one of the last. */
  #inCube(position: number, now: number): (day: number) => boolean {
    const { rows, zone } = this.head
    const through = this.head.position
    const today = zone.dayOf(now)
    const known = new Map<number, boolean>()
    return (day) => {
      let found = known.get(day)
      if (found !== undefined) return found
      if (position === through && day <= today && day > today - hourDays && !this.cube.has(day))
        this.cube.read(day)
      found = this.cube.has(day) && rows.countOfDay(day, position, through, 1) === 0
      known.set(day, found)
      return found
    }
  }

  #countsOf(measure: number, day: number, position: number): Int32Array {
    const key = `${measure}|${day}`
    let known = this.#days.get(key)
    // A position before the one read needs a reading of its own.
    if (known === undefined || known.through > position) {
      known = { through: 0, counts: new Int32Array(this.regions.count * ends) }
      this.#days.set(key, known)
      const oldest = this.#days.keys().next().value
      if (this.#days.size > daysKept && oldest !== undefined) this.#days.delete(oldest)
    }
    if (known.through < position) {
      this.#read(measure, day, known, position)
      known.through = position
    }
    return known.counts
  }

  #read(measure: number, day: number, { through, counts }: HourDay, position: number): void {
    const { schema, rows, zone } = this.head
    const { caseCount } = schema.measures[measure] ?? {}
    if (caseCount == null) return
    const firstSlot = zone.startOfDay(day) / slotMs
    for (const row of rows.ofDayCounting(day, caseCount, through, position)) {
      const [slot, region, type, source, severity, amount] = row
      if (!this.#takes(measure, type, source, severity)) continue
      const first = Math.max(0, slot - firstSlot) + 1
      for (const ordinal of this.regions.holders(region))
        for (let end = first; end < ends; end += 1)
          counts[ordinal * ends + end] = (counts[ordinal * ends + end] ?? 0) + amount
    }
  }

  readonly #row: (number | string)[] = Array.from({ length: 9 }, () => 0)

  /** Whether a measure counts cases of this type, source and severity. */
  #takes(measure: number, type: string, source: string, severity: number): boolean {
    this.#row[at.type] = type
    this.#row[at.source] = source
    this.#row[at.severity] = severity
    return this.head.schema.targets(this.#row as ContributionRow).some(([one]) => one === measure)
  }
}
