type Cells = Int16Array | Int32Array | Float64Array

/** Decimal steps in which reported values are tried as whole numbers. */
const divisors = [1, 10, 100, 1_000]
const widest = { Int16: 2 ** 15 - 1, Int32: 2 ** 31 - 1 }

/**
 * A table of reported values, rows by periods (观测压缩表). Values are kept as small whole numbers of one
 * decimal step where that gives back the very same double, else as doubles. `null` = named without a
 * value; a cell never written was not named.
 */
export class PackedCells {
  #cells: Cells
  #divisor: number
  #unnamed: number
  #blank: number

  private constructor(cells: Cells, divisor: number) {
    this.#cells = cells
    this.#divisor = divisor
    this.#unnamed = unnamedIn(cells)
    this.#blank = blankIn(cells)
  }

  /** Packs raw cells: NaN = blank, -Infinity = not named. */
  static pack(raw: Float64Array): PackedCells {
    let largest = 0
    let step = 0
    for (const value of raw) {
      if (!Number.isFinite(value)) continue
      while (step < divisors.length && !isExact(value, divisors[step] ?? 1)) step += 1
      if (step === divisors.length) return new PackedCells(raw.slice(), 1)
      largest = Math.max(largest, Math.abs(value))
    }
    const divisor = divisors[step] ?? 1
    const reach = largest * divisor + 1
    if (reach >= widest.Int32) return new PackedCells(raw.slice(), 1)
    const cells = reach < widest.Int16 ? new Int16Array(raw.length) : new Int32Array(raw.length)
    const packed = new PackedCells(cells, divisor)
    for (let i = 0; i < raw.length; i += 1) cells[i] = packed.#encoded(raw[i] ?? -Infinity)
    return packed
  }

  get bytes(): number {
    return this.#cells.byteLength
  }

  /** The raw value of a cell: NaN = blank, -Infinity = not named. */
  raw(i: number): number {
    const cell = this.#cells[i] ?? this.#unnamed
    if (cell === this.#unnamed) return -Infinity
    return Number.isNaN(cell) || cell === this.#blank ? NaN : cell / this.#divisor
  }

  /** Writes one raw value; false where this packing cannot hold it. */
  write(i: number, raw: number): boolean {
    const encoded = this.#encoded(raw)
    if (Number.isFinite(raw) && !(this.#cells instanceof Float64Array)) {
      const most = this.#cells instanceof Int16Array ? widest.Int16 : widest.Int32
      if (!isExact(raw, this.#divisor) || Math.abs(encoded) >= most) return false
    }
    this.#cells[i] = encoded
    return true
  }

  /** All cells, raw, for packing anew. */
  unpacked(): Float64Array {
    return Float64Array.from(this.#cells, (_, i) => this.raw(i))
  }

  /** Adds `count` cells from `start` on to running sums from `offset` on, counting named and given. */
  addTo(start: number, count: number, sums: PeriodSums, offset: number): void {
    const { value, given, named } = sums
    const [cells, divisor, unnamed, blank] = [
      this.#cells,
      this.#divisor,
      this.#unnamed,
      this.#blank,
    ]
    const toSum = offset - start
    for (let i = start; i < start + count; i += 1) {
      const cell = cells[i] ?? unnamed
      if (cell === unnamed) continue
      const period = i + toSum
      named[period] = (named[period] ?? 0) + 1
      if (cell === blank || Number.isNaN(cell)) continue
      given[period] = (given[period] ?? 0) + 1
      value[period] = (value[period] ?? 0) + cell / divisor
    }
  }

  /** The same rows with room for `to` periods each instead of `from`; new cells are not named. */
  widened(rows: number, from: number, to: number): PackedCells {
    const length = rows * to
    const cells =
      this.#cells instanceof Int16Array
        ? new Int16Array(length)
        : this.#cells instanceof Int32Array
          ? new Int32Array(length)
          : new Float64Array(length)
    cells.fill(this.#unnamed)
    for (let row = 0; row < rows; row += 1) {
      cells.set(this.#cells.subarray(row * from, row * from + Math.min(from, to)), row * to)
    }
    return new PackedCells(cells, this.#divisor)
  }

  /** Makes room for a period at `at` in every row, of `count` periods in rows `stride` long. */
  insert(rows: number, stride: number, count: number, at: number): void {
    for (let row = 0; row < rows; row += 1) {
      const start = row * stride
      this.#cells.copyWithin(start + at + 1, start + at, start + count)
      this.#cells[start + at] = this.#unnamed
    }
  }

  #encoded(raw: number): number {
    if (raw === -Infinity) return this.#unnamed
    if (Number.isNaN(raw)) return this.#blank
    return this.#cells instanceof Float64Array ? raw : Math.round(raw * this.#divisor)
  }
}

/** Sums of one region by period: value over the regions inside it, given and named counted. */
export interface PeriodSums {
  value: Float64Array
  given: Uint32Array
  named: Uint32Array
}

const isExact = (value: number, divisor: number): boolean =>
  Math.round(value * divisor) / divisor === value && !Object.is(value, -0)

const unnamedIn = (cells: Cells): number =>
  cells instanceof Int16Array ? -(2 ** 15) : cells instanceof Int32Array ? -(2 ** 31) : -Infinity

const blankIn = (cells: Cells): number =>
  cells instanceof Float64Array ? NaN : unnamedIn(cells) + 1
