import type { BodyOf } from '../../shared/events/index.ts'
import type { LoggedFact } from '../../shared/events/envelope.ts'
import type { observation } from '../db/tables.ts'

export type ObservationRow = typeof observation.$inferSelect

/** One row per measure of a report: regions as int32, values as float64, NaN where not reported. */
export function observationRows(
  fact: LoggedFact<BodyOf<'observations-reported'>>,
): ObservationRow[] {
  const { body } = fact
  const regions = Buffer.from(Int32Array.from(body.regions).buffer)
  return Object.entries(body.values).map(([measure, values]) => ({
    measure,
    from: body.from,
    to: body.to,
    grain: body.grain,
    position: fact.position,
    publishedAt: fact.publishedAt,
    regions,
    values: Buffer.from(Float64Array.from(body.regions, (_, i) => values[i] ?? NaN).buffer),
  }))
}
