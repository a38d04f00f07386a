import type { Measure, RegionId } from '../city/pack.ts'

/** What is known of one measure (度量读数) for one region and span. */
export interface Reading {
  /** null = missing; 0 only where a feed covers the span and nothing happened. */
  value: number | null
  /** Earliest covered-through among the feeds expected, UTC ms. */
  asOf: number | null
  /** Feed × region pairs covered, of those expected. */
  covered: number
  expected: number
  /** asOf is older than a feed's staleAfter. */
  stale: boolean
}

/** Reads measures as of one position of the log; the only way an indicator gets at data. */
export interface MeasureReader {
  /** What a flow adds up to over [from, to). */
  flow(measure: Measure, region: RegionId, from: number, to: number): Reading
  /** A stock's or balance's level just before `at`. */
  level(measure: Measure, region: RegionId, at: number): Reading
  /** How far any of the measure's feeds had covered by `before`; null = not at all. */
  publishedThrough(measure: Measure, before: number): number | null
}

export const missing: Reading = { value: null, asOf: null, covered: 0, expected: 0, stale: false }

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** Readings added up: missing as soon as one is missing, as old as the oldest. */
export function addReadings(readings: readonly Reading[]): Reading {
  const sum = { value: 0 as number | null, asOf: null as number | null, covered: 0, expected: 0 }
  let stale = false
  for (const r of readings) {
    sum.value = sum.value === null || r.value === null ? null : sum.value + r.value
    sum.asOf = earliest(sum.asOf, r.asOf)
    sum.covered += r.covered
    sum.expected += r.expected
    stale ||= r.stale
  }
  return { ...sum, stale }
}
