import type { Measure, RegionId } from '../../../shared/city/pack.ts'
import type { Reading } from '../../../shared/indicators/reading.ts'

/** Stands for the start of a span where a level is read. */
export const level = -Infinity

type ByRegion = Map<RegionId, Reading>

const mostKept = 20_000

/**
 * What one reader has already read (已读数): thirty days of an index read the same month thirty times.
 * Good for as long as the reader, whose position does not move.
 */
export class KnownReadings {
  /** By measure, end and start: spans are few, regions many. */
  readonly #known = new Map<Measure, Map<number, Map<number, ByRegion>>>()
  #count = 0

  /** The reading of a measure over [from, to), found out once. */
  of(measure: Measure, region: RegionId, from: number, to: number, read: () => Reading): Reading {
    let ends = this.#known.get(measure)
    if (!ends) this.#known.set(measure, (ends = new Map<number, Map<number, ByRegion>>()))
    let starts = ends.get(to)
    if (!starts) ends.set(to, (starts = new Map<number, ByRegion>()))
    let regions = starts.get(from)
    if (!regions) starts.set(from, (regions = new Map<RegionId, Reading>()))
    const known = regions.get(region)
    if (known) return known
    const reading = read()
    regions.set(region, reading)
    this.#count += 1
    if (this.#count > mostKept) {
      this.#known.clear()
      this.#count = 0
    }
    return reading
  }
}
