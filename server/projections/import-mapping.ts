import type { LoggedFact } from '../../shared/events/envelope.ts'
import type { BodyOf } from '../../shared/events/index.ts'
import type { importMapping } from '../db/tables.ts'

export type ImportMappingRow = typeof importMapping.$inferSelect

/** A saved mapping (导入映射) as it is listed. */
export const importMappingRow = (
  fact: LoggedFact<BodyOf<'import-mapping-saved'>>,
): ImportMappingRow => ({
  position: fact.position,
  id: fact.body.id,
  mapping: JSON.stringify(fact.body.mapping),
  savedAt: fact.occurredAt,
})
