import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'
import type { RegionSlots } from './region-slots.ts'

/**
 * Case-counted measures by local day and tracked region (案件立方体), kept as typed arrays: the mirror of
 * case_contribution that answers boards. Rows are only ever added, after their commit.
 */
export class CaseCube {
  readonly #schema: CaseSchema
  readonly #regions: RegionSlots
  readonly #width: number
  readonly #days = new Map<number, Int32Array>()
  readonly #totals: Float64Array
  #lastDay = -Infinity

  constructor(schema: CaseSchema, regions: RegionSlots) {
    this.#schema = schema
    this.#regions = regions
    this.#width = schema.measures.length * regions.count
    this.#totals = new Float64Array(this.#width)
  }

  /** Adds one contribution to all tracked regions that hold it. */
  add(row: ContributionRow): void {
    const day = Number(row[at.day])
    const holders = this.#regions.holders(Number(row[at.region]))
    const cells = this.#dayCells(day)
    const count = this.#regions.count
    for (const [measure, column] of this.#schema.targets(row)) {
      const amount = row[column]
      if (amount === 0 || typeof amount !== 'number') continue
      for (const region of holders) {
        const cell = measure * count + region
        cells[cell] = (cells[cell] ?? 0) + amount
        this.#totals[cell] = (this.#totals[cell] ?? 0) + amount
      }
    }
  }

  /** What a measure adds up to over the local days [from, to). */
  days(measure: number, region: number, from: number, to: number): number {
    const cell = measure * this.#regions.count + region
    let sum = 0
    for (let day = from; day < to; day += 1) sum += this.#days.get(day)?.[cell] ?? 0
    return sum
  }

  /** Everything a measure ever added up to: how a balance stands. */
  total(measure: number, region: number): number {
    return this.#totals[measure * this.#regions.count + region] ?? 0
  }

  /** The local day after the last one that holds anything. */
  get end(): number {
    return this.#lastDay + 1
  }

  #dayCells(day: number): Int32Array {
    let cells = this.#days.get(day)
    if (!cells) {
      cells = new Int32Array(this.#width)
      this.#days.set(day, cells)
      this.#lastDay = Math.max(this.#lastDay, day)
    }
    return cells
  }
}

/** Quarter-hours of one local day; 25 hours where the clock goes back. */
const slotsInDay = 100

/** One local day by quarter-hour, for windows that begin or end inside it. */
export class DayCube {
  readonly #schema: CaseSchema
  readonly #regions: RegionSlots
  readonly #firstSlot: number
  readonly #cells: Int32Array

  constructor(schema: CaseSchema, regions: RegionSlots, firstSlot: number) {
    this.#schema = schema
    this.#regions = regions
    this.#firstSlot = firstSlot
    this.#cells = new Int32Array(schema.measures.length * regions.count * slotsInDay)
  }

  add(row: ContributionRow): void {
    const slot = Number(row[at.slot]) - this.#firstSlot
    if (slot < 0 || slot >= slotsInDay) return
    const holders = this.#regions.holders(Number(row[at.region]))
    for (const [measure, column] of this.#schema.targets(row)) {
      const amount = row[column]
      if (amount === 0 || typeof amount !== 'number') continue
      for (const region of holders) {
        const cell = (measure * this.#regions.count + region) * slotsInDay + slot
        this.#cells[cell] = (this.#cells[cell] ?? 0) + amount
      }
    }
  }

  /** What a measure adds up to over the quarter-hours [from, to), counted from the epoch. */
  slots(measure: number, region: number, from: number, to: number): number {
    const base = (measure * this.#regions.count + region) * slotsInDay
    const first = Math.max(0, from - this.#firstSlot)
    const last = Math.min(slotsInDay, to - this.#firstSlot)
    let sum = 0
    for (let slot = first; slot < last; slot += 1) sum += this.#cells[base + slot] ?? 0
    return sum
  }
}
