import { PackedCells, type PeriodSums } from './packed-cells.ts'
import type { RegionSet } from './region-set.ts'

/** A report's list of regions with its values. */
export interface ReportedValues {
  regions: Buffer
  vals: Buffer
}

const slack = 4

/** Some periods of a measure (历史页): a row of cells for each region named in any of them. */
export class HistoryPage {
  #room: number
  #cells: PackedCells

  private constructor(
    readonly set: RegionSet,
    readonly count: number,
    room: number,
    cells: PackedCells,
  ) {
    this.#room = room
    this.#cells = cells
  }

  /** Lays the reports of each period over one another, in the order given. */
  static of(set: RegionSet, periods: readonly (readonly ReportedValues[])[]): HistoryPage {
    const room = periods.length + slack
    const raw = new Float64Array(set.size * room).fill(-Infinity)
    periods.forEach((reports, period) => {
      for (const report of reports) {
        each(set, report, (row, value) => {
          const cell = row * room + period
          if (!Number.isNaN(value) || raw[cell] === -Infinity) raw[cell] = value
        })
      }
    })
    return new HistoryPage(set, periods.length, room, PackedCells.pack(raw))
  }

  get bytes(): number {
    return this.#cells.bytes
  }

  /** Lays one more report over what is known of a period. */
  add(period: number, report: ReportedValues): void {
    each(this.set, report, (row, value) => {
      const cell = row * this.#room + period
      if (Number.isNaN(value) && this.#cells.raw(cell) !== -Infinity) return
      if (this.#cells.write(cell, value)) return
      const raw = this.#cells.unpacked()
      raw[cell] = value
      this.#cells = PackedCells.pack(raw)
    })
  }

  /** Adds the rows [first, end) to running sums, whose periods begin at `offset`. */
  addTo(sums: PeriodSums, offset: number, first: number, end: number): void {
    for (let row = first; row < end; row += 1) {
      this.#cells.addTo(row * this.#room, this.count, sums, offset)
    }
  }

  /** The same page with an empty period put in at `at`. */
  withPeriod(at: number): HistoryPage {
    let room = this.#room
    let cells = this.#cells
    if (this.count === room) {
      room += slack + (room >> 3)
      cells = cells.widened(this.set.size, this.#room, room)
    }
    cells.insert(this.set.size, room, this.count, at)
    return new HistoryPage(this.set, this.count + 1, room, cells)
  }

  /** The same periods for more regions. */
  withRegions(set: RegionSet): HistoryPage {
    return this.#copied(set, 0, this.count)
  }

  /** Its periods [from, to) as a page of their own. */
  part(from: number, to: number): HistoryPage {
    return this.#copied(this.set, from, to)
  }

  #copied(set: RegionSet, from: number, to: number): HistoryPage {
    const room = to - from + slack
    const raw = new Float64Array(set.size * room).fill(-Infinity)
    this.set.regions.forEach((region, row) => {
      const start = set.row(region) * room
      for (let period = from; period < to; period += 1) {
        raw[start + period - from] = this.#cells.raw(row * this.#room + period)
      }
    })
    return new HistoryPage(set, to - from, room, PackedCells.pack(raw))
  }
}

function each(
  set: RegionSet,
  { regions, vals }: ReportedValues,
  write: (row: number, value: number) => void,
): void {
  const rows = set.rowsOf(regions)
  const values = new Float64Array(
    vals.buffer.slice(vals.byteOffset, vals.byteOffset + vals.byteLength) as ArrayBuffer,
  )
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? -1
    if (row >= 0) write(row, values[i] ?? NaN)
  }
}
