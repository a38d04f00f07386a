import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'
import type { RegionSlots } from './region-slots.ts'

/** Quarter-hours of one local day; 25 hours where the clock goes back. */
const slotsInDay = 100
const sumsKept = 4

/**
 * One local day by quarter-hour (一日明细), for windows that begin or end inside it: its entries in the
 * order they came, and what they add up to by the few instants that were asked for.
 */
export class DayDetail {
  readonly #sums = new Map<number, Int32Array>()
  /** Pairs: slot, measure and finest tracked region packed into one number; amount. */
  #entries = new Int32Array(512)
  #length = 0

  constructor(
    readonly schema: CaseSchema,
    readonly regions: RegionSlots,
    readonly firstSlot: number,
  ) {}

  add(row: ContributionRow): void {
    const slot = Number(row[at.slot]) - this.firstSlot
    if (slot < 0 || slot >= slotsInDay) return
    const finest = this.regions.finest(Number(row[at.region]))
    for (const [measure, column] of this.schema.targets(row)) {
      const amount = row[column]
      if (amount === 0 || typeof amount !== 'number') continue
      this.#push((finest * this.schema.measures.length + measure) * slotsInDay + slot, amount)
      for (const [end, sums] of this.#sums) {
        if (slot < end) this.#spread(sums, measure, finest, amount)
      }
    }
  }

  /** What a measure adds up to before the quarter-hour `endSlot`, counted from the epoch. */
  before(measure: number, region: number, endSlot: number): number {
    const end = Math.min(slotsInDay, endSlot - this.firstSlot)
    return this.#sumsBefore(end)[measure * this.regions.count + region] ?? 0
  }

  #sumsBefore(end: number): Int32Array {
    let sums = this.#sums.get(end)
    if (sums) return sums
    const { measures } = this.schema
    sums = new Int32Array(measures.length * this.regions.count)
    for (let i = 0; i < this.#length; i += 2) {
      const packed = this.#entries[i] ?? 0
      if (packed % slotsInDay >= end) continue
      const cell = Math.floor(packed / slotsInDay)
      const finest = Math.floor(cell / measures.length)
      this.#spread(sums, cell % measures.length, finest, this.#entries[i + 1] ?? 0)
    }
    this.#sums.set(end, sums)
    const oldest = this.#sums.keys().next().value
    if (this.#sums.size > sumsKept && oldest !== undefined) this.#sums.delete(oldest)
    return sums
  }

  #spread(sums: Int32Array, measure: number, finest: number, amount: number): void {
    for (const region of this.regions.line(finest)) {
      const cell = measure * this.regions.count + region
      sums[cell] = (sums[cell] ?? 0) + amount
    }
  }

  #push(packed: number, amount: number): void {
    if (this.#length === this.#entries.length) {
      const wider = new Int32Array(this.#length * 2)
      wider.set(this.#entries)
      this.#entries = wider
    }
    this.#entries[this.#length] = packed
    this.#entries[this.#length + 1] = amount
    this.#length += 2
  }
}
