import type { RegionId } from '../../../shared/city/pack.ts'
import type { City } from '../case-book.ts'

/**
 * Each region's part of a sum (人口代理): where people live, with no district below 1 % or far above
 * 17 % of the city, so that the catalogue's district ranges hold.
 */
export function populationShares({ world, places }: City): ReadonlyMap<RegionId, number> {
  const { tree } = world
  const districts = tree.childrenOf(tree.root.id)
  const many = districts.length > 6
  const clamped = districts.map((d) => {
    const share = places.share(d.id)
    return many ? Math.min(0.165, Math.max(0.012, share)) : share
  })
  const total = clamped.reduce((sum, x) => sum + x, 0) || 1
  const shares = new Map<RegionId, number>([[tree.root.id, 1]])
  districts.forEach((district, i) => {
    const scale = (clamped[i] ?? 0) / total / (places.share(district.id) || 1)
    shares.set(district.id, (clamped[i] ?? 0) / total)
    for (const region of tree.descendantsOf(district.id))
      shares.set(region.id, places.share(region.id) * scale)
  })
  return shares
}
