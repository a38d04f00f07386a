import type { Region, RegionId } from '../../shared/city/pack.ts'
import { fraction, mix, type Dice } from './dice.ts'
import { indexAt, normalAt, sumsOf } from './quantiles.ts'
import type { World } from './world.ts'

/** Where something happened: the region told (null = unplaced), its district, a point if known. */
export interface Place {
  region: Region | null
  /** The finest region it truly lies in: wording and hot spots follow it. */
  leaf: Region
  /** The region below the city that holds it. */
  district: RegionId
  point: [number, number] | null
}

const metre = 1 / 111_320
/** Persistent unevenness of life: sigma of the logarithm of a region's weight, by level. */
const unevenness: Readonly<Record<string, number>> = {
  district: 0.2,
  town: 0.3,
  community: 0.55,
  grid: 0.6,
}

/** Where people live and complain: a weight for every finest region, drawn once from the seed. */
export class Places {
  readonly #world: World
  readonly #leaves: Region[]
  readonly #sums: Float64Array
  readonly #districts: RegionId[]
  readonly #share = new Map<RegionId, number>()

  constructor(world: World) {
    this.#world = world
    const { tree } = world
    const seed = world.seedOf('places')
    this.#leaves = tree.all.filter((r) => tree.childrenOf(r.id).length === 0)
    const own = new Map<RegionId, number>()
    for (const region of tree.all) {
      const z = normalAt(fraction(mix(seed, region.id)))
      const spread = unevenness[region.level] ?? 0
      const urban = region.level === 'town' && region.name.endsWith('街道') ? 1.7 : 1
      const above = own.get(region.parentId ?? -1) ?? 1
      own.set(region.id, above * urban * Math.exp(spread * Math.max(-2, Math.min(2, z))))
    }
    const weights = this.#leaves.map((leaf) => own.get(leaf.id) ?? 1)
    this.#sums = sumsOf(weights)
    const total = this.#sums.at(-1) ?? 1
    this.#districts = this.#leaves.map((leaf) => world.tree.ancestorsOf(leaf.id).at(-2) ?? leaf.id)
    this.#leaves.forEach((leaf, i) => {
      const share = (weights[i] ?? 0) / total
      for (const id of tree.ancestorsOf(leaf.id))
        this.#share.set(id, (this.#share.get(id) ?? 0) + share)
    })
  }

  /** A region's part of the city's life, 0–1. */
  share(id: RegionId): number {
    return this.#share.get(id) ?? 0
  }

  /** A place by weight; some are known only to the community or the town, few not at all. */
  draw(dice: Dice): Place {
    const total = this.#sums.at(-1) ?? 1
    const index = indexAt(this.#sums, dice.next() * total)
    const leaf = this.#leaves[index]
    if (leaf === undefined) throw new RangeError('a city without regions')
    const district = this.#districts[index] ?? leaf.id
    const u = dice.next()
    if (u < 0.005) return { region: null, leaf, district, point: null }
    if (u < 0.025) return { region: this.#upTo(leaf, 'town'), leaf, district, point: null }
    const point = this.#near(leaf, dice)
    const region = u < 0.075 ? this.#upTo(leaf, 'community') : leaf
    return { region, leaf, district, point }
  }

  /** The ancestor of this level, or the nearest known one above it. */
  #upTo(leaf: Region, level: 'town' | 'community'): Region {
    const { tree } = this.#world
    const line = tree.ancestorsOf(leaf.id).map((id) => tree.get(id))
    return line.find((r) => r.level === level) ?? leaf
  }

  /** Within about 150 metres of a grid's point; further where only a larger region has one. */
  #near(leaf: Region, dice: Dice): [number, number] | null {
    const { tree } = this.#world
    let at: Region | null = leaf
    while (at !== null && (at.lng === null || at.lat === null)) at = tree.parentOf(at.id)
    const angle = dice.next() * 2 * Math.PI
    const far = Math.sqrt(dice.next())
    if (at === null || at.lng === null || at.lat === null) return null
    const radius = { grid: 150, community: 400, town: 1500, district: 4000, city: 8000 }[at.level]
    const north = far * radius * metre * Math.sin(angle)
    const east = (far * radius * metre * Math.cos(angle)) / Math.cos((at.lat * Math.PI) / 180)
    return [round(at.lng + east), round(at.lat + north)]
  }
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
