import { neighbors } from 'topojson-client'
import type { CityPack, LevelId, RegionId } from '../../../shared/city/pack.ts'
import { boundaryGeometries, type Boundaries } from '../../city/boundaries.ts'

/** Which regions of a level touch (相邻): those whose outlines share an arc; null without outlines. */
export function neighboursOf(
  boundaries: Boundaries | null,
  pack: Pick<CityPack, 'regions'>,
  level: LevelId,
): Map<RegionId, RegionId[]> | null {
  const outlines = boundaries === null ? [] : boundaryGeometries(boundaries, pack.regions, level)
  if (outlines.length === 0) return null
  const beside = neighbors(outlines.map(({ geometry }) => geometry))
  const found = new Map<RegionId, RegionId[]>()
  outlines.forEach(({ region }, i) => {
    const known = found.get(region) ?? []
    const ids = (beside[i] ?? []).flatMap((k) => outlines[k]?.region ?? [])
    found.set(
      region,
      [...new Set([...known, ...ids])].filter((id) => id !== region),
    )
  })
  return found
}
