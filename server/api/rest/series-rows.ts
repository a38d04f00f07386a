import type { Region } from '../../../shared/city/pack.ts'
import type { SeriesPoint } from '../../../shared/indicators/series-answer.ts'
import { periodOf, type Grain } from '../../../shared/time/period.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { csvColumns, type SeriesRow } from './indicator-schemas.ts'

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

/** The points of a trend as other systems read them: period keys, region codes, ISO instants. */
export const seriesRows = (
  points: readonly SeriesPoint[],
  region: Region,
  grain: Grain,
  zone: Zone,
): SeriesRow[] =>
  points.map((point) => ({
    period: periodOf(zone, grain, point.from).key,
    region: region.code,
    value: point.value,
    numerator: point.numerator,
    denominator: point.denominator,
    status: point.status,
    asOf: iso(point.asOf),
    completeness: point.completeness,
    absence: point.absence,
    partial: point.partial,
  }))

/** A trend as CSV (RFC 4180 without anything to quote): null is an empty cell. */
export const seriesCsv = (rows: readonly SeriesRow[]): string =>
  [csvColumns.join(','), ...rows.map((row) => csvColumns.map((c) => row[c] ?? '').join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
