import type { Region, RegionId } from '../../../shared/city/pack.ts'
import { levelIds } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { CityReference } from '../../queries/city-facts.ts'
import { badRequest, said } from './faults.ts'
import type { ReportForm } from './report-form.ts'

export interface ReportPlace {
  /** Code of the region; null = somewhere in the city, to be placed by the duty officer. */
  region: string | null
  point: [number, number] | null
}

/**
 * Where a report belongs (归区): by its point, else by the code of a region, else by the region that its
 * address names. Raises 400 for a point outside the city or an unknown code.
 */
export function reportPlace(
  form: Pick<ReportForm, 'point' | 'addressId' | 'address'>,
  tree: RegionTree,
  regionAt: CityReference['regionAt'],
): ReportPlace {
  const { point, addressId, address } = form
  const codeOf = (id: RegionId | null) => (id === null ? null : tree.get(id).code)
  if (point !== null) {
    const place = regionAt(point)
    if (!place.inside)
      throw badRequest('位置不在本市范围内。lat and long lie outside of this city.')
    return { region: codeOf(place.region), point }
  }
  if (addressId !== null) {
    const region = tree.byCode(addressId)
    if (region === undefined)
      throw badRequest(
        `没有区域代码 ${said(addressId)}。There is no such address_id; it is the code of a region.`,
      )
    return { region: codeOf(tree.today(region.id)), point: null }
  }
  return { region: address === null ? null : codeOf(regionNamed(address, tree)), point: null }
}

const named = new WeakMap<RegionTree, Region[]>()

/** The finest region whose full name the address holds; null where none or several fit equally well. */
export function regionNamed(address: string, tree: RegionTree): RegionId | null {
  let all = named.get(tree)
  if (all === undefined) {
    // Grids are numbered, not named.
    all = tree.all.filter((r) => r.parentId !== null && r.level !== 'grid' && r.name.length > 1)
    named.set(tree, all)
  }
  const found = all.filter(({ name }) => address.includes(name))
  const ids = new Set(found.map(({ id }) => id))
  const scored = found.map((region) => ({
    id: region.id,
    named: tree.ancestorsOf(region.id).filter((id) => ids.has(id)).length,
    depth: levelIds.indexOf(region.level),
  }))
  // What is named with those around it is meant; then the finest.
  scored.sort((a, b) => b.named - a.named || b.depth - a.depth)
  const [best, next] = scored
  if (best === undefined) return null
  return next?.named === best.named && next.depth === best.depth ? null : best.id
}
