import type { CityPack } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import type { Zone } from '../../shared/time/zone.ts'
import { boundaryFeatures, loadBoundaries } from '../city/boundaries.ts'
import { cityPoints } from '../ingest/cap/city-points.ts'
import type { WarningCity } from '../ingest/cap/map.ts'

/** The city as warnings are laid over it; made at the first warning, anew when the pack is another. */
export function warningCityNow(
  folder: string,
  standing: () => { pack: CityPack; tree: RegionTree },
  zone: Zone,
): () => WarningCity {
  let last: { pack: CityPack; city: WarningCity } | null = null
  return () => {
    const { pack, tree } = standing()
    if (last?.pack === pack) return last.city
    const drawn = loadBoundaries(folder)
    const level = (id: 'district' | 'town') =>
      drawn === null ? null : boundaryFeatures(drawn, pack, id)
    const points = cityPoints(tree, { district: level('district'), town: level('town') })
    last = { pack, city: { tree, zone, points } }
    return last.city
  }
}
