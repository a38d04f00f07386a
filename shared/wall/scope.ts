import type { DeviceRow } from '../access/accounts.ts'
import type { RegionId } from '../city/pack.ts'
import type { RegionTree } from '../regions/tree.ts'
import type { Scene } from './scene.ts'

/**
 * Where everything that a wall shows must lie (墙面范围): inside one of these regions; null = in the whole city.
 * None at all = no place may be named, and each screen shows its own.
 */
export type WallScope = readonly RegionId[] | null

/** The scope of a wall: what all devices that are named after it may see; null where none is. */
export function scopeOf(
  wall: string,
  devices: readonly Pick<DeviceRow, 'name' | 'regions'>[],
  tree: RegionTree,
): WallScope {
  const seen = devices
    .filter(({ name }) => name === wall)
    .map(({ regions }) => regions.filter((id) => tree.find(id) !== undefined))
  if (seen.length === 0) return null
  /** Of two regions the one that lies in the other. */
  const both = (a: RegionId, b: RegionId): RegionId[] =>
    tree.inside(b, a) ? [b] : tree.inside(a, b) ? [a] : []
  const shared = seen.reduce((all, own) => all.flatMap((a) => own.flatMap((b) => both(a, b))))
  return shared.includes(tree.root.id) ? null : [...new Set(shared)]
}

/** Whether a place lies in a wall's scope; today's or of the past. */
export const inScope = (scope: WallScope, tree: RegionTree, region: RegionId): boolean =>
  scope === null ||
  (tree.find(region) !== undefined && scope.some((root) => tree.inside(region, root)))

/** The places that a scene names (场景所指区域); where it names none, each screen shows its own. A case names one too. */
export function placesOf({ region, view }: Pick<Scene, 'region' | 'view'>): RegionId[] {
  const charts = view?.kind === 'chart' ? (view.query.r ?? '').split(',') : []
  return [...(region === null ? [] : [region]), ...charts.filter((word) => word !== '').map(Number)]
}
