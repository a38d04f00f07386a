/** One report's period and when it was known. */
export interface ReportHead {
  from: number
  to: number
  position: number
  publishedAt: number
}

/** How much of a period an answer may use. */
export type Known = 'all' | 'some' | 'none' | 'unknown'

const columns = [
  'from',
  'to',
  'endsFirst',
  'endsLast',
  'publishedFirst',
  'publishedLast',
  'first',
  'last',
] as const
type Column = (typeof columns)[number]

/**
 * The periods of one measure (期次), ascending: `first` and `last` are the positions of a period's
 * reports; the ends that they gave and their publications lie between the others.
 */
export class PeriodColumns {
  count = 0
  #room = 16
  #column = Object.fromEntries(
    columns.map((column) => [column, new Float64Array(this.#room)]),
  ) as Record<Column, Float64Array>

  get bytes(): number {
    return columns.length * 8 * this.#room
  }

  from(period: number): number {
    return this.#column.from[period] ?? NaN
  }

  to(period: number): number {
    return this.#column.to[period] ?? NaN
  }

  /** Position of the last report of a period; 0 where there is none. */
  last(period: number): number {
    return this.#column.last[period] ?? 0
  }

  /** First period that does not begin before `instant`. */
  at(instant: number): number {
    const { from } = this.#column
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((from[middle] ?? 0) < instant) low = middle + 1
      else high = middle
    }
    return low
  }

  /**
   * What of a period was known at `position` and, where it had not ended by `cut`, published by then:
   * all of it, `some` of its reports, or none; `unknown` when the position knew no report at all.
   */
  known(period: number, position: number, cut: number, published: number): Known {
    const column = this.#column
    if ((column.first[period] ?? 0) > position) return 'unknown'
    const unended = (column.endsFirst[period] ?? 0) > cut
    if (unended && (column.publishedFirst[period] ?? 0) > published) return 'none'
    if ((column.last[period] ?? 0) > position) return 'some'
    const whole =
      (column.endsLast[period] ?? 0) <= cut || (column.publishedLast[period] ?? 0) <= published
    return whole ? 'all' : 'some'
  }

  /** Puts in a period of which nothing is noted yet. */
  insert(at: number): void {
    if (this.count === this.#room) {
      this.#room += 16 + (this.#room >> 2)
      for (const column of columns) {
        const wider = new Float64Array(this.#room)
        wider.set(this.#column[column])
        this.#column[column] = wider
      }
    }
    for (const column of columns) {
      this.#column[column].copyWithin(at + 1, at, this.count)
      this.#column[column][at] = 0
    }
    this.count += 1
  }

  /** Notes one report of a period; the last one noted gives its end. */
  note(period: number, { from, to, position, publishedAt }: ReportHead): void {
    const isFirst = this.last(period) === 0
    this.#column.from[period] = from
    this.#column.to[period] = to
    this.#widen('endsFirst', 'endsLast', period, to, isFirst)
    this.#widen('publishedFirst', 'publishedLast', period, publishedAt, isFirst)
    this.#widen('first', 'last', period, position, isFirst)
  }

  #widen(first: Column, last: Column, period: number, value: number, isFirst: boolean): void {
    const low = this.#column[first]
    const high = this.#column[last]
    low[period] = isFirst ? value : Math.min(low[period] ?? value, value)
    high[period] = isFirst ? value : Math.max(high[period] ?? value, value)
  }
}
