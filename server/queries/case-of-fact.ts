import type { CityView } from './city-view.ts'

/** The case that a fact told of, and when it happened; null where no fact has this key. */
export function caseOfFact(
  { database }: CityView,
  source: string,
  key: string,
): { caseId: number; occurredAt: number } | null {
  const found = database.sqlite
    .prepare<[string, string], { caseId: number; occurredAt: number }>(
      `SELECT stream_id AS caseId, occurred_at AS occurredAt FROM log
       WHERE source = ? AND key = ? AND stream = 'case'`,
    )
    .get(source, key)
  return found ?? null
}
