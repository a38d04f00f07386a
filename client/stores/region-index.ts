import type { LevelId, RegionId } from '../../shared/city/pack.ts'
import type { RegionNode } from '../api/city-api.ts'

/** The city's regions by id, with their ways up. */
export interface RegionIndex {
  all: readonly RegionNode[]
  find(id: RegionId): RegionNode | null
  /** The name, or an em dash for a region this city does not know. */
  nameOf(id: RegionId): string
  /** The name as it reads inside its parent: 德民社区第5网格 → 第5网格. */
  shortNameOf(id: RegionId): string
  /** From the city down to the region itself; empty where it is unknown. */
  trailOf(id: RegionId): RegionNode[]
  childrenOf(id: RegionId): RegionNode[]
  levelOf(id: RegionId): LevelId | null
}

export function indexRegions(regions: readonly RegionNode[]): RegionIndex {
  const byId = new Map(regions.map((region) => [region.id, region]))
  const children = new Map<RegionId, RegionNode[]>()
  for (const region of regions) {
    if (region.parentId === null) continue
    const siblings = children.get(region.parentId)
    if (siblings) siblings.push(region)
    else children.set(region.parentId, [region])
  }
  const find = (id: RegionId) => byId.get(id) ?? null
  return {
    all: regions,
    find,
    nameOf: (id) => find(id)?.name ?? '—',
    shortNameOf(id) {
      const region = find(id)
      const parent = region && find(region.parentId ?? -1)
      if (!region || !parent?.name || !region.name.startsWith(`${parent.name}第`))
        return region?.name ?? '—'
      return region.name.slice(parent.name.length)
    },
    trailOf(id) {
      const trail: RegionNode[] = []
      for (let at = find(id); at && !trail.includes(at); at = find(at.parentId ?? -1)) {
        trail.unshift(at)
      }
      return trail
    },
    childrenOf: (id) => children.get(id) ?? [],
    levelOf: (id) => find(id)?.level ?? null,
  }
}
