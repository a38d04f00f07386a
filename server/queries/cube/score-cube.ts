import type { CityPack, RegionId } from '../../../shared/city/pack.ts'
import { levelIds } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { restKeys } from '../../../shared/scores/answers.ts'
import { scoreCounts } from '../../../shared/scores/rates.ts'
import { at, contributionColumns, type ContributionRow } from './case-schema.ts'
import { regionSlots, type RegionSlots } from './region-slots.ts'

/** Case id and department in a row of `contributionColumns`. */
const columns = contributionColumns.split(', ')
const departmentAt = columns.indexOf('department')
const countAt = scoreCounts.map((count) => columns.indexOf(`"${count}"`))
const width = scoreCounts.length

/** The small ordinals of a pack's regions and departments. */
export interface ScoreSlots {
  /** Regions down to towns: the rows of regional tables. */
  regions: RegionSlots
  /** City and districts: what departments are told apart in. */
  scopes: RegionSlots
  departments: readonly string[]
  departmentOf(id: string | null): number
}

export function scoreSlots(pack: CityPack, tree: RegionTree): ScoreSlots {
  const downTo = (level: (typeof levelIds)[number]): RegionId[] =>
    tree.all
      .filter((r) => levelIds.indexOf(tree.get(r.id).level) <= levelIds.indexOf(level))
      .map((r) => r.id)
  const departments = [
    restKeys.noDepartment,
    ...pack.departments.map((d) => d.id),
    restKeys.otherDepartment,
  ]
  const ordinals = new Map(departments.map((id, i) => [id, i]))
  return {
    regions: regionSlots(tree, downTo('town')),
    scopes: regionSlots(tree, downTo('district')),
    departments,
    departmentOf: (id) => (id === null ? 0 : (ordinals.get(id) ?? departments.length - 1)),
  }
}

/** Score counts of one stretch of time: per region, and per scope and department. */
export class ScoreCells {
  readonly regions: Int32Array
  readonly departments: Int32Array

  constructor(readonly slots: ScoreSlots) {
    this.regions = new Int32Array(slots.regions.count * width)
    this.departments = new Int32Array(slots.scopes.count * slots.departments.length * width)
  }

  /** Adds one contribution to every region that holds it, and to its department there. */
  add(row: ContributionRow): void {
    const { regions, scopes, departments } = this.slots
    const region = Number(row[at.region])
    let department = -1
    for (let count = 0; count < width; count += 1) {
      const amount = row[countAt[count] ?? 0]
      if (amount === 0 || typeof amount !== 'number') continue
      for (const holder of regions.holders(region)) {
        const cell = holder * width + count
        this.regions[cell] = (this.regions[cell] ?? 0) + amount
      }
      if (department < 0) department = this.slots.departmentOf(row[departmentAt] as string | null)
      for (const scope of scopes.holders(region)) {
        const cell = (scope * departments.length + department) * width + count
        this.departments[cell] = (this.departments[cell] ?? 0) + amount
      }
    }
  }

  /** Its counts without the zeros: cell and count in turn, departments after regions. */
  pack(): Int32Array {
    const packed: number[] = []
    const split = this.regions.length
    this.regions.forEach((count, i) => count !== 0 && packed.push(i, count))
    this.departments.forEach((count, i) => count !== 0 && packed.push(split + i, count))
    return Int32Array.from(packed)
  }

  static unpack(slots: ScoreSlots, packed: Int32Array): ScoreCells {
    const cells = new ScoreCells(slots)
    const split = cells.regions.length
    for (let i = 0; i + 1 < packed.length; i += 2) {
      const [cell, count] = [packed[i] ?? 0, packed[i + 1] ?? 0]
      if (cell < split) cells.regions[cell] = count
      else cells.departments[cell - split] = count
    }
    return cells
  }

  /** Adds a region's counts to `sum`, times `sign`. */
  addRegion(sum: Float64Array, region: number, sign: number): void {
    addBlock(sum, this.regions, region * width, sign)
  }

  /** Adds all departments' counts within a scope to `sum`, times `sign`. */
  addDepartments(sum: Float64Array, scope: number, sign: number): void {
    addBlock(sum, this.departments, scope * this.slots.departments.length * width, sign)
  }
}

function addBlock(sum: Float64Array, cells: Int32Array, from: number, sign: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + sign * (cells[from + i] ?? 0)
}

/** Whether a row moves any score count at all. */
export const movesScores = (row: ContributionRow): boolean =>
  countAt.some((column) => row[column] !== 0)
