import type { Measure, Region } from '../../../../shared/city/pack.ts'
import type { Period } from '../../../../shared/time/period.ts'

/** Where a figure stands in the file. */
export interface Place {
  sheet: string
  row: number
  column: string
}

/** One number of a table (台账数): a measure of a region in a period, in the measure's own unit. */
export interface Figure extends Place {
  measure: Measure
  region: Region
  period: Period
  /** null = an empty cell: not reported. */
  value: number | null
  /** As it stands in the file. */
  given: string
  /** What one unit of its last written digit is worth, in the measure's unit. */
  step: number
  /** Stands in a row or column of totals (合计); how far it may be off, null = by rounding. */
  total: { tolerance: number | null } | null
}

/** A rate that the table gives beside its parts, 0–1 times `whole` of its unit. */
export interface RateFigure extends Place {
  part: string
  whole: string
  region: Region
  period: Period
  value: number
  given: string
  /** 100 for %, 1 for 比例. */
  scale: number
  step: number
}

/** The same measure, region and period. */
export const subjectOf = (figure: { measure: Measure; region: Region; period: Period }): string =>
  `${figure.measure.id}|${figure.region.id}|${figure.period.from}`
