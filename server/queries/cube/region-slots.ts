import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'

/** The regions that a cube keeps figures for, as small ordinals. */
export interface RegionSlots {
  readonly count: number
  /** Ordinal of a tracked region; -1 for others. */
  ordinal(region: RegionId): number
  /** Ordinals of the tracked regions that hold `region`, itself included. */
  holders(region: RegionId): readonly number[]
  /** Ordinal of the finest tracked region that holds `region`; -1 where none does. */
  finest(region: RegionId): number
  /** Ordinals of the tracked regions that hold a tracked one, itself included. */
  line(ordinal: number): readonly number[]
}

/** Numbers `tracked` and remembers who holds whom. */
export function regionSlots(tree: RegionTree, tracked: readonly RegionId[]): RegionSlots {
  const ordinals = new Map(tracked.map((id, i) => [id, i]))
  const lineOf = (region: RegionId): readonly number[] =>
    tree.ancestorsOf(region).flatMap((id) => ordinals.get(id) ?? [])
  const lines = tracked.map(lineOf)
  const known = new Map<RegionId, number>()
  const finest = (region: RegionId): number => {
    let ordinal = known.get(region)
    if (ordinal === undefined) {
      const place = tree.find(region) ? tree.today(region) : tree.root.id
      ordinal = lineOf(place)[0] ?? -1
      known.set(region, ordinal)
    }
    return ordinal
  }
  const line = (ordinal: number): readonly number[] => lines[ordinal] ?? []
  return {
    count: tracked.length,
    ordinal: (region) => ordinals.get(region) ?? -1,
    holders: (region) => line(finest(region)),
    finest,
    line,
  }
}
