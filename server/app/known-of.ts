import type { Known } from '../accounts/changes/parts.ts'
import { capSource } from '../ingest/cap/map.ts'
import { sourcesOf, type Writer } from './open-writer.ts'

/** What the city has (已知范围), for grants, walls and keys to be checked against. */
export function knownOf({ pack, tree }: Pick<Writer, 'pack' | 'tree'>): Known {
  const departments = new Set(pack.departments.map(({ id }) => id))
  const sources = sourcesOf(pack)
  return {
    cityRegion: pack.cityRegion,
    hasRegion: (id) => tree.find(id) !== undefined,
    hasDepartment: (id) => departments.has(id),
    hasSource: (key) => key === '*' || key === capSource || sources.has(key),
  }
}
