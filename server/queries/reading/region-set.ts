import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'

/** Regions that reports name together (上报区域集), in the order of the tree: a row of cells for each. */
export class RegionSet {
  readonly #pre: Int32Array
  readonly #rowOf: ReadonlyMap<RegionId, number>
  readonly #rowsOf = new Map<string, Int32Array>()

  constructor(
    readonly tree: RegionTree,
    readonly regions: readonly RegionId[],
  ) {
    this.#pre = Int32Array.from(regions, (region) => tree.interval(region)[0])
    this.#rowOf = new Map(regions.map((region, row) => [region, row]))
  }

  get size(): number {
    return this.regions.length
  }

  /** Row of a region; -1 where it is not of this set. */
  row(region: RegionId): number {
    return this.#rowOf.get(region) ?? -1
  }

  /** The rows [first, end) of what lies inside a region. */
  inside(region: RegionId): readonly [number, number] {
    const [start, end] = this.tree.interval(region)
    return [lowerBound(this.#pre, start), lowerBound(this.#pre, end)]
  }

  /** Whether all regions that a report names are of this set. */
  holds(report: Buffer): boolean {
    return !this.rowsOf(report).includes(-1)
  }

  /** The row of each region that a report names, -1 where it is not of this set. */
  rowsOf(report: Buffer): Int32Array {
    const key = report.toString('latin1')
    let rows = this.#rowsOf.get(key)
    if (!rows) {
      rows = regionsIn(report).map((region) => this.row(region))
      if (this.#rowsOf.size >= listsKept) this.#rowsOf.clear()
      this.#rowsOf.set(key, rows)
    }
    return rows
  }
}

/** A set is reported in a few lists, one for each district say. */
const listsKept = 40

/** Makes sets, the same one for the same regions. Regions that the city does not know are left out. */
export class RegionSets {
  readonly #known = new Map<string, RegionSet>()

  constructor(readonly tree: RegionTree) {}

  /** The set of all regions that these reports name, with those of `also`. */
  of(reports: readonly Buffer[], also: RegionSet | null = null): RegionSet {
    if (also && reports.every((report) => also.holds(report))) return also
    const lists = new Map<string, Buffer>()
    for (const report of reports) lists.set(report.toString('latin1'), report)
    const named = new Set<RegionId>(also?.regions)
    for (const list of lists.values()) {
      for (const region of regionsIn(list)) if (this.tree.find(region)) named.add(region)
    }
    const place = (region: RegionId): number => this.tree.interval(region)[0]
    const regions = [...named].sort((a, b) => place(a) - place(b))
    const key = regions.join(',')
    let set = this.#known.get(key)
    if (!set) this.#known.set(key, (set = new RegionSet(this.tree, regions)))
    return set
  }
}

const regionsIn = (blob: Buffer): Int32Array =>
  new Int32Array(
    blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength) as ArrayBuffer,
  )

/** First index whose number is not below `wanted`. */
function lowerBound(sorted: Int32Array, wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
