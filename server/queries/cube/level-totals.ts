import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { CaseSchema, ContributionRow } from './case-schema.ts'
import { at } from './case-schema.ts'

/** How every balance (在办量) stands in every region, down to the grids, after everything known. */
export class LevelTotals {
  readonly #balances: readonly number[]
  readonly #rowOf: ReadonlyMap<number, number>
  readonly #placeOf = new Map<RegionId, number>()
  readonly cells: Int32Array

  constructor(
    readonly schema: CaseSchema,
    readonly tree: RegionTree,
  ) {
    this.#balances = schema.measures.flatMap((m, i) => (m.kind === 'flow' ? [] : [i]))
    this.#rowOf = new Map(this.#balances.map((measure, row) => [measure, row]))
    tree.all.forEach((region, place) => this.#placeOf.set(region.id, place))
    this.cells = new Int32Array(this.#balances.length * tree.all.length)
  }

  add(row: ContributionRow, sign = 1): void {
    let holders: readonly RegionId[] | null = null
    for (const [measure, column] of this.schema.targets(row)) {
      const amount = row[column]
      const balance = this.#rowOf.get(measure)
      if (balance === undefined || amount === 0 || typeof amount !== 'number') continue
      holders ??= this.#holders(Number(row[at.region]))
      for (const region of holders) {
        const cell = balance * this.tree.all.length + (this.#placeOf.get(region) ?? 0)
        this.cells[cell] = (this.cells[cell] ?? 0) + sign * amount
      }
    }
  }

  total(measure: number, region: RegionId): number {
    const balance = this.#rowOf.get(measure)
    const place = this.#placeOf.get(region)
    if (balance === undefined || place === undefined) return 0
    return this.cells[balance * this.tree.all.length + place] ?? 0
  }

  /** The same totals, to be taken back to an earlier position. */
  copy(): LevelTotals {
    const copied = new LevelTotals(this.schema, this.tree)
    copied.cells.set(this.cells)
    return copied
  }

  #holders(region: RegionId): readonly RegionId[] {
    const place = this.tree.find(region) ? this.tree.today(region) : this.tree.root.id
    return this.tree.ancestorsOf(place)
  }
}
