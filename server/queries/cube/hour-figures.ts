import { levelIds, type RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { endSlotOf, slotMs, type CaseFigures } from './case-figures.ts'
import type { CaseRows } from './case-rows.ts'
import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'
import { regionSlots, type RegionSlots } from './region-slots.ts'

/** Quarter-hours of a local day and one more; 25 hours where the clock goes back. */
const ends = 101
const daysKept = 240

/** One measure's day: for each region what came before each quarter-hour, as far as it was read. */
interface HourDay {
  through: number
  counts: Int32Array
}

/**
 * Quarter-hours of single measures for city and districts (分时件数), for questions that ask for many hours
 * of few figures. A day is read once; what is committed later is added when it is asked for again.
 */
export class HourFigures {
  readonly regions: RegionSlots
  readonly #days = new Map<string, HourDay>()

  constructor(
    readonly schema: CaseSchema,
    readonly rows: CaseRows,
    readonly zone: Zone,
    tree: RegionTree,
  ) {
    const coarse = tree.all.filter(
      ({ level }) => levelIds.indexOf(level) <= levelIds.indexOf('district'),
    )
    this.regions = regionSlots(
      tree,
      coarse.map(({ id }) => id),
    )
  }

  /** The figures as of a position; whole days and longer spans are read from `others`. */
  at(position: number, others: (region: RegionId) => CaseFigures): CaseFigures {
    const { zone, regions } = this
    return {
      flow: (measure, region, from, to) => {
        const day = zone.dayOf(from)
        const ordinal = regions.ordinal(region)
        const start = zone.startOfDay(day)
        const end = zone.startOfDay(day + 1)
        const whole = from === start && to === end
        if (whole || ordinal < 0 || to <= from || to > end)
          return others(region).flow(measure, region, from, to)
        const counts = this.#countsOf(measure, day, position)
        const before = (instant: number): number =>
          counts[ordinal * ends + Math.min(ends - 1, endSlotOf(instant) - start / slotMs)] ?? 0
        return before(to) - (from === start ? 0 : before(from))
      },
      levelAt: (measure, region, instant) => others(region).levelAt(measure, region, instant),
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
    const { caseCount } = this.schema.measures[measure] ?? {}
    if (caseCount == null) return
    const firstSlot = this.zone.startOfDay(day) / slotMs
    for (const row of this.rows.ofDayCounting(day, caseCount, through, position)) {
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
    return this.schema.targets(this.#row as ContributionRow).some(([one]) => one === measure)
  }
}
