import type { DefinitionChange } from '../../../shared/analysis/answers.ts'
import type { Database } from '../../db/open.ts'
import { decodePack } from '../../db/pack-versions.ts'

/** An indicator's definition as one version of the pack has it. */
interface Defined {
  version: number
  name: string
  definition: string
}

/** A change of a definition (口径变更) with the new words. */
export interface DefinitionStep extends DefinitionChange {
  indicator: string
  name: string
  definition: string
}

interface Adopted {
  pack: number
  effectiveFrom: number
  steps: DefinitionStep[]
}

interface Kept {
  through: number
  last: Map<string, Defined>
  adopted: Adopted[]
}

const kept = new WeakMap<Database, Kept>()

/**
 * The changes of definitions that the pack's versions made (口径变更), as of a position, by time. Each
 * version of the pack is read once.
 */
export function definitionSteps(database: Database, position: number): DefinitionStep[] {
  const known = kept.get(database) ?? { through: 0, last: new Map<string, Defined>(), adopted: [] }
  kept.set(database, known)
  const rows = database.sqlite
    .prepare<[number, number], { pack: number; effectiveFrom: number; position: number }>(
      `SELECT pack, effective_from AS effectiveFrom, position FROM pack_version
       WHERE position > ? AND position <= ? ORDER BY position`,
    )
    .all(known.through, position)
  const content = database.sqlite
    .prepare<[number], string>('SELECT content FROM pack_version WHERE pack = ?')
    .pluck()
  for (const row of rows) {
    const { indicators } = decodePack(content.get(row.pack) ?? '')
    const steps = indicators.flatMap(({ id, name, definition, definitionVersion }) => {
      const before = known.last.get(id)
      known.last.set(id, { version: definitionVersion, name, definition })
      if (before === undefined || before.version === definitionVersion) return []
      const change = { at: row.effectiveFrom, from: before.version, to: definitionVersion }
      return [{ ...change, indicator: id, name, definition }]
    })
    known.adopted.push({ pack: row.position, effectiveFrom: row.effectiveFrom, steps })
    known.through = row.position
  }
  return known.adopted
    .flatMap((one) => (one.pack <= position ? one.steps : []))
    .sort((a, b) => a.at - b.at)
}
