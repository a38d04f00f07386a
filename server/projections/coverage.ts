import type { BodyOf } from '../../shared/events/index.ts'
import type { LoggedFact } from '../../shared/events/envelope.ts'
import type { coverage } from '../db/tables.ts'

export type CoverageRow = typeof coverage.$inferSelect

/** The interval that one report covers; regions null = all that the feed serves. */
export function coverageRow(fact: LoggedFact<BodyOf<'coverage-reported'>>): CoverageRow {
  const { body } = fact
  return {
    position: fact.position,
    feed: body.feed,
    regions: body.regions && JSON.stringify(body.regions),
    from: body.from,
    until: body.until,
    publishedAt: fact.publishedAt,
  }
}
