import type { DeviceRow } from '../../../shared/access/accounts.ts'
import { belowDistrict } from '../../../shared/indicators/suppression.ts'
import type { Scene } from '../../../shared/wall/scene.ts'
import { inScope, placesOf, scopeOf, type WallScope } from '../../../shared/wall/scope.ts'
import type { CityView } from '../city-view.ts'

/** What each wall may show (墙面范围). */
export interface WallScopes {
  of(wall: string): WallScope
  /** Whether a scene lies in a scope whole: its region, its charts' and its case's. */
  shows(scope: WallScope, scene: Pick<Scene, 'region' | 'view'>): boolean
}

/** Scopes by the devices that are paired now, in today's regions. */
export function wallScopes(
  view: CityView,
  devices: () => readonly Pick<DeviceRow, 'name' | 'regions'>[],
): WallScopes {
  const placed = view.database.sqlite.prepare<[number], { region: number | null; type: string }>(
    'SELECT region, type FROM case_state WHERE case_id = ?',
  )
  const caseIn = (scope: readonly number[], caseId: number): boolean => {
    const { pack, tree } = view.epoch
    const found = placed.get(caseId)
    if (found === undefined || found.region === null) return false
    const { region, type } = found
    const isSensitive = pack.eventTypes.some(({ code, sensitive }) => sensitive && code === type)
    const coarse = isSensitive ? scope.filter((id) => !belowDistrict(tree.get(id).level)) : scope
    return inScope(coarse, tree, region)
  }
  return {
    of: (wall) => scopeOf(wall, devices(), view.epoch.tree),
    shows: (scope, scene) => {
      if (scope === null) return true
      if (!placesOf(scene).every((id) => inScope(scope, view.epoch.tree, id))) return false
      return scene.view?.kind !== 'case' || caseIn(scope, scene.view.caseId)
    },
  }
}
