import type { LevelId, Region, RegionId } from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import { isEnded, regionFaults } from './faults.ts'

/**
 * The city's regions (区域) as one tree. An ended region stands inside its successor, so that its
 * history counts where it is shown today; lists (`all`, children, descendants) hold living regions
 * only, while `get`, `find`, `byCode`, `ancestorsOf` and `inside` know the ended ones too.
 */
export class RegionTree {
  readonly root: Region
  /** Living regions in preorder: the root first. */
  readonly all: readonly Region[]
  /** Regions that have ended (已撤并), in the pack's order. */
  readonly ended: readonly Region[]

  readonly #byId = new Map<RegionId, Region>()
  readonly #byCode = new Map<string, Region[]>()
  readonly #children = new Map<RegionId, Region[]>()
  readonly #interval = new Map<RegionId, readonly [number, number]>()
  readonly #ancestors = new Map<RegionId, readonly RegionId[]>()
  /** Regions by preorder number, the ended ones in their places. */
  readonly #order: Region[] = []

  /** Raises `pack-invalid` with the first fault; `regionFaults` names them all. */
  constructor(regions: readonly Region[]) {
    const [fault] = regionFaults(regions)
    if (fault) throw new DomainError({ code: 'pack-invalid', params: { ...fault } })
    const inside = new Map<RegionId, Region[]>()
    for (const region of regions) {
      this.#byId.set(region.id, region)
      push(this.#byCode, region.code, region)
      if (region.parentId !== null && !isEnded(region))
        push(this.#children, region.parentId, region)
      const holder = isEnded(region) ? (region.successorId ?? region.parentId) : region.parentId
      if (holder !== null) push(inside, holder, region)
    }
    this.root = this.#require(regions.find((region) => region.parentId === null)?.id ?? -1)
    this.#number(inside)
    this.all = this.#order.filter((region) => !isEnded(region))
    this.ended = regions.filter(isEnded)
  }

  /** The region, living or ended. Raises `not-found`. */
  get(id: RegionId): Region {
    return this.#require(id)
  }

  /** The region, living or ended; undefined where the pack has none. */
  find(id: RegionId): Region | undefined {
    return this.#byId.get(id)
  }

  /**
   * Who holds this code on `isoDate` (yyyy-mm-dd); without a date, its holder now, else its last one.
   * A date outside every holder's validity gives undefined.
   */
  byCode(code: string, isoDate?: string): Region | undefined {
    const holders = this.#byCode.get(code)
    if (holders === undefined) return undefined
    if (isoDate !== undefined)
      return holders.find(
        (r) => (r.validFrom ?? '') <= isoDate && (r.validTo === null || isoDate < r.validTo),
      )
    return (
      holders.find((r) => r.validTo === null) ??
      holders.reduce((a, b) => ((b.validTo ?? '') > (a.validTo ?? '') ? b : a))
    )
  }

  /** The living region that shows this one's history: itself, or its last successor. */
  today(id: RegionId): RegionId {
    let region = this.#require(id)
    while (region.successorId !== null) region = this.#require(region.successorId)
    return region.id
  }

  parentOf(id: RegionId): Region | null {
    const { parentId } = this.#require(id)
    return parentId === null ? null : this.#require(parentId)
  }

  /** Living children in the pack's order; empty on the finest level. */
  childrenOf(id: RegionId): readonly Region[] {
    this.#require(id)
    return this.#children.get(id) ?? none
  }

  /** Ids from the region itself to the root; an ended one goes by way of its successor. */
  ancestorsOf(id: RegionId): readonly RegionId[] {
    return this.#ancestors.get(id) ?? [this.#require(id).id]
  }

  /** Living regions below (not the region itself), in preorder; of one level when it is named. */
  descendantsOf(id: RegionId, level?: LevelId): Region[] {
    const [pre, last] = this.interval(id)
    return this.#order
      .slice(pre + 1, last)
      .filter((r) => !isEnded(r) && (level === undefined || r.level === level))
  }

  /** Half-open preorder interval [pre, last): `of` holds `id` when pre(of) ≤ pre(id) < last(of). */
  interval(id: RegionId): readonly [number, number] {
    return this.#interval.get(id) ?? [this.#require(id).id, -1]
  }

  /** Whether `id` is `of` or lies in it. */
  inside(id: RegionId, of: RegionId): boolean {
    const [pre] = this.interval(id)
    const [from, to] = this.interval(of)
    return from <= pre && pre < to
  }

  #require(id: RegionId): Region {
    const region = this.#byId.get(id)
    if (region === undefined) throw new DomainError({ code: 'not-found', params: { region: id } })
    return region
  }

  #number(inside: Map<RegionId, Region[]>): void {
    const visit = (region: Region, line: readonly RegionId[]): void => {
      const pre = this.#order.length
      const ancestors = [region.id, ...line]
      this.#order.push(region)
      this.#ancestors.set(region.id, ancestors)
      for (const child of inside.get(region.id) ?? none) visit(child, ancestors)
      this.#interval.set(region.id, [pre, this.#order.length])
    }
    visit(this.root, [])
  }
}

const none: readonly Region[] = []

function push<K>(lists: Map<K, Region[]>, key: K, region: Region): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [region])
  else list.push(region)
}
