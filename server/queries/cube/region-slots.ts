import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'

/** The regions that a cube keeps figures for, as small ordinals. */
export interface RegionSlots {
  readonly count: number
  /** Ordinal of a tracked region; -1 for others. */
  ordinal(region: RegionId): number
  /** Ordinals of the tracked regions that hold `region`, itself included. */
  holders(region: RegionId): readonly number[]
}

/** Numbers `tracked` and remembers who holds whom. */
export function regionSlots(tree: RegionTree, tracked: readonly RegionId[]): RegionSlots {
  const ordinals = new Map(tracked.map((id, i) => [id, i]))
  const holders = new Map<RegionId, readonly number[]>()
  return {
    count: tracked.length,
    ordinal: (region) => ordinals.get(region) ?? -1,
    holders: (region) => {
      let known = holders.get(region)
      if (!known) {
        const line = tree.find(region) ? tree.ancestorsOf(tree.today(region)) : [tree.root.id]
        known = line.flatMap((id) => ordinals.get(id) ?? [])
        holders.set(region, known)
      }
      return known
    },
  }
}
