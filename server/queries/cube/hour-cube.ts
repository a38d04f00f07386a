import { hourMs } from '../../../shared/time/civil.ts'
import { slotMs, type HeadFigures } from './case-figures.ts'
import { at, type ContributionRow } from './case-schema.ts'
import type { RegionSlots } from './region-slots.ts'

/** Hours of a local day; 25 where the clock goes back. */
const hoursInDay = 25
const slotsInHour = hourMs / slotMs
const daysKept = 62

/** Two bytes a cell hold most days; one with a larger sum takes four. */
type Cells = Int16Array | Int32Array

/**
 * Case-counted measures by hour for city and districts (分时件数), of the last days: a day is read once,
 * and follows each commit from then on. Later quarter-hours of a day than its 25th hour are not counted.
 */
export class HourCube {
  readonly #days = new Map<number, Cells>()
  readonly #length: number

  constructor(
    readonly head: HeadFigures,
    readonly regions: RegionSlots,
  ) {
    // Even, so that a day of two bytes a cell is whole words.
    this.#length = 2 * Math.ceil((head.schema.measures.length * regions.count * hoursInDay) / 2)
  }

  /** The days that were read, as words to be kept in a file. */
  get content(): [day: number, words: Int32Array][] {
    return [...this.#days].map(([day, { buffer }]) => [day, new Int32Array(buffer)])
  }

  /** Takes over a day that was kept in a file; one of another length is read when it is asked for. */
  restore(day: number, words: Int32Array): void {
    const own = words.slice()
    if (own.length === this.#length) this.#days.set(day, own)
    else if (own.length * 2 === this.#length) this.#days.set(day, new Int16Array(own.buffer))
  }

  add(row: ContributionRow): void {
    const day = Number(row[at.day])
    const cells = this.#days.get(day)
    if (cells !== undefined) this.#days.set(day, this.#counted(cells, day, row))
  }

  has(day: number): boolean {
    return this.#days.has(day)
  }

  /** Reads a day as the head knows it; the earliest gives way. */
  read(day: number): void {
    const { rows, position } = this.head
    let cells: Cells = new Int16Array(this.#length)
    for (const row of rows.ofDay(day, 0, position)) cells = this.#counted(cells, day, row)
    this.#days.set(day, cells)
    if (this.#days.size > daysKept) this.#days.delete(Math.min(...this.#days.keys()))
  }

  /** What a measure adds up to in the hours [from, to) of a day that was read. */
  hours(measure: number, region: number, day: number, from: number, to: number): number {
    const cells = this.#days.get(day)
    if (cells === undefined) return 0
    const start = (measure * this.regions.count + region) * hoursInDay
    let sum = 0
    for (let i = start + from; i < start + to; i += 1) sum += cells[i] ?? 0
    return sum
  }

  /** Adds a row; the day's cells, or wider ones with the same sums. */
  #counted(cells: Cells, day: number, row: ContributionRow): Cells {
    const { schema, zone } = this.head
    const slot = Number(row[at.slot]) - zone.startOfDay(day) / slotMs
    const hour = Math.max(0, Math.floor(slot / slotsInHour))
    if (hour >= hoursInDay) return cells
    let kept = cells
    const holders = this.regions.holders(Number(row[at.region]))
    for (const [measure, column] of schema.targets(row)) {
      const amount = row[column]
      if (amount === 0 || typeof amount !== 'number') continue
      for (const region of holders) {
        const cell = (measure * this.regions.count + region) * hoursInDay + hour
        const sum = (kept[cell] ?? 0) + amount
        kept[cell] = sum
        if (kept[cell] === sum) continue
        kept = Int32Array.from(kept)
        kept[cell] = sum
      }
    }
    return kept
  }
}
