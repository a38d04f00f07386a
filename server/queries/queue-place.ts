import type { RegionId } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'

const preorders = new WeakMap<RegionTree, Int32Array>()

/** Preorder numbers by region id; -1 = no such region. */
function preorderOf(tree: RegionTree): Int32Array {
  let known = preorders.get(tree)
  if (known === undefined) {
    const regions = [...tree.all, ...tree.ended]
    known = new Int32Array(regions.reduce((most, { id }) => Math.max(most, id), 0) + 1).fill(-1)
    for (const { id } of regions) known[id] = tree.interval(id)[0]
    preorders.set(tree, known)
  }
  return known
}

/** By region id, 1 where a case counts in `region` (辖区); null = wherever it is, also without a place. */
export function placesIn(tree: RegionTree, region: RegionId): Uint8Array | null {
  if (region === tree.root.id) return null
  const [from, to] = tree.interval(region)
  const preorder = preorderOf(tree)
  const places = new Uint8Array(preorder.length)
  for (let id = 0; id < places.length; id += 1) {
    const pre = preorder[id] as number
    places[id] = from <= pre && pre < to ? 1 : 0
  }
  return places
}
