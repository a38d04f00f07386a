import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'
import type { RegionSlots } from './region-slots.ts'

/** Local days of one page: a region's month lies together in memory. */
export const pageDays = 32
const pageOf = (day: number): number => Math.floor(day / pageDays)

/**
 * Case-counted measures by local day and tracked region (案件立方体), kept as typed arrays: the mirror of
 * case_contribution that answers boards. Rows are only ever added, after their commit.
 */
export class CaseCube {
  readonly #schema: CaseSchema
  readonly #regions: RegionSlots
  readonly #width: number
  readonly #pages = new Map<number, Int32Array>()
  #firstPage = Infinity
  #lastDay = -Infinity

  constructor(schema: CaseSchema, regions: RegionSlots) {
    this.#schema = schema
    this.#regions = regions
    this.#width = schema.measures.length * regions.count
  }

  /** Adds one contribution to all tracked regions that hold it; `sign` -1 takes it off. */
  add(row: ContributionRow, sign = 1): void {
    const day = Number(row[at.day])
    const holders = this.#regions.holders(Number(row[at.region]))
    const cells = this.#page(day)
    const offset = day - pageOf(day) * pageDays
    const count = this.#regions.count
    for (const [measure, column] of this.#schema.targets(row)) {
      const amount = row[column]
      if (amount === 0 || typeof amount !== 'number') continue
      for (const region of holders) {
        const cell = (measure * count + region) * pageDays + offset
        cells[cell] = (cells[cell] ?? 0) + sign * amount
      }
    }
  }

  /** What a measure adds up to over the local days [from, to). */
  days(measure: number, region: number, from: number, to: number): number {
    const start = (measure * this.#regions.count + region) * pageDays
    let sum = 0
    for (let page = pageOf(from); page * pageDays < to; page += 1) {
      const cells = this.#pages.get(page)
      if (!cells) continue
      const first = Math.max(from - page * pageDays, 0)
      const end = Math.min(to - page * pageDays, pageDays)
      for (let i = start + first; i < start + end; i += 1) sum += cells[i] ?? 0
    }
    return sum
  }

  /** The first local day of the first page that holds anything. */
  get start(): number {
    return this.#firstPage * pageDays
  }

  /** The local day after the last one that holds anything. */
  get end(): number {
    return this.#lastDay + 1
  }

  /** Its pages and last day, to be kept in a file. */
  get content(): { lastDay: number; pages: ReadonlyMap<number, Int32Array> } {
    return { lastDay: this.#lastDay, pages: this.#pages }
  }

  /** Takes over pages that were kept in a file; false where their shape is another. */
  restore(lastDay: number, pages: ReadonlyMap<number, Int32Array>): boolean {
    const length = this.#width * pageDays
    if ([...pages.values()].some((page) => page.length !== length)) return false
    for (const [page, cells] of pages) this.#pages.set(page, cells)
    this.#firstPage = Math.min(...pages.keys())
    this.#lastDay = lastDay
    return true
  }

  #page(day: number): Int32Array {
    const page = pageOf(day)
    let cells = this.#pages.get(page)
    if (!cells) {
      cells = new Int32Array(this.#width * pageDays)
      this.#pages.set(page, cells)
      this.#firstPage = Math.min(this.#firstPage, page)
    }
    if (day > this.#lastDay) this.#lastDay = day
    return cells
  }
}
