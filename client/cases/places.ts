import type { RegionId } from '../../shared/city/pack.ts'
import type { RegionIndex } from '../stores/region-index.ts'

export interface Place {
  id: RegionId
  name: string
  /** Steps below the city. */
  depth: number
}

/** Where a queue may be looked at: the city, its districts, the towns of the chosen one, the chosen place. */
export function placesIn(
  regions: RegionIndex,
  city: { cityRegion: RegionId } | null,
  chosen: RegionId | null,
): Place[] {
  if (city === null) return []
  const open = new Set(chosen === null ? [] : regions.trailOf(chosen).map(({ id }) => id))
  const below = (id: RegionId, depth: number): Place[] => {
    const region = regions.find(id)
    if (region === null) return []
    const parts = depth === 0 || open.has(id) ? regions.childrenOf(id) : []
    return [{ id, name: region.name, depth }, ...parts.flatMap((one) => below(one.id, depth + 1))]
  }
  return below(city.cityRegion, 0)
}
