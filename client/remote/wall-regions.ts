import type { RegionId } from '../../shared/city/pack.ts'
import type { WallScope } from '../../shared/wall/scope.ts'
import type { RegionIndex } from '../stores/region-index.ts'

/** A place that may be put on a wall; `depth` 0 = none is named, and each screen shows its own. */
export interface WallRegion {
  id: RegionId
  name: string
  depth: number
}

/** The places offered for a wall (可选区域): districts and towns, as far as they lie in its scope. */
export function wallRegions(
  root: RegionId | null,
  { find, childrenOf, trailOf }: Pick<RegionIndex, 'find' | 'childrenOf' | 'trailOf'>,
  scope: WallScope,
): WallRegion[] {
  const home = root === null ? null : find(root)
  if (home === null) return []
  const isIn = (id: RegionId): boolean =>
    scope === null || trailOf(id).some((one) => scope.includes(one.id))
  const below = childrenOf(home.id).flatMap((district) => [
    { id: district.id, name: district.name, depth: 1 },
    ...childrenOf(district.id).map(({ id, name }) => ({ id, name, depth: 2 })),
  ])
  const first = { id: home.id, name: scope === null ? home.name : '本屏辖区', depth: 0 }
  return [first, ...below.filter(({ id }) => isIn(id))]
}
