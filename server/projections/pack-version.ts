import type { BodyOf } from '../../shared/events/index.ts'
import type { LoggedFact } from '../../shared/events/envelope.ts'
import type { packVersion } from '../db/tables.ts'

export type PackVersionRow = typeof packVersion.$inferSelect

/** The version that came into force; `content` is the pack as JSON, which the log does not repeat. */
export function packVersionRow(
  fact: LoggedFact<BodyOf<'pack-adopted'>>,
  content: string,
): PackVersionRow {
  const { pack, id, hash, effectiveFrom } = fact.body
  return { pack, id, hash, effectiveFrom, position: fact.position, content }
}
