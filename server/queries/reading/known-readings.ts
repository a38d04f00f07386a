import type { Measure, RegionId } from '../../../shared/city/pack.ts'
import type { Reading } from '../../../shared/indicators/reading.ts'

/** Stands for the start of a span where a level is read. */
export const level = -Infinity

interface Known {
  region: RegionId
  from: number
  reading: Reading
}

const mostKept = 20_000

/**
 * What one reader has already read (已读数): thirty days of an index read the same month thirty times.
 * Good for as long as the reader, whose position does not move.
 */
export class KnownReadings {
  readonly #known = new Map<Measure, Map<number, Known[]>>()
  #count = 0

  /** The reading of a measure over [from, to), found out once. */
  of(measure: Measure, region: RegionId, from: number, to: number, read: () => Reading): Reading {
    let ends = this.#known.get(measure)
    if (!ends) this.#known.set(measure, (ends = new Map()))
    let list = ends.get(to)
    if (!list) ends.set(to, (list = []))
    for (const known of list) {
      if (known.region === region && known.from === from) return known.reading
    }
    const reading = read()
    list.push({ region, from, reading })
    this.#count += 1
    if (this.#count > mostKept) {
      this.#known.clear()
      this.#count = 0
    }
    return reading
  }
}
