import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { HeadFigures, type CaseFigures } from './case-figures.ts'
import type { CaseRows } from './case-rows.ts'
import { at, type CaseSchema } from './case-schema.ts'

/** Figures of communities and grids, built from their few rows when asked and kept for a while. */
export interface LocalFigures {
  of(region: RegionId, position: number): CaseFigures
  /** Notes that a commit changed a region, so that what holds it is read anew. */
  touch(region: RegionId, position: number): void
}

const kept = 400

export function localFigures(
  schema: CaseSchema,
  zone: Zone,
  rows: CaseRows,
  tree: RegionTree,
): LocalFigures {
  const built = new Map<string, HeadFigures>()
  const changedAt = new Map<RegionId, number>()
  return {
    of: (region, position) => {
      const changed = Math.min(changedAt.get(region) ?? 0, position)
      const key = `${region}|${changed < position ? `${changed}-` : position}`
      let figures = built.get(key)
      if (!figures) {
        const inside = [region, ...tree.descendantsOf(region).map((r) => r.id)]
        const own = rows.ofRegions(inside, position)
        const ofDay = (day: number) => own.filter((row) => row[at.day] === day)
        figures = new HeadFigures(schema, zone, rows, tree, [region], ofDay)
        for (const row of own) figures.add(row)
        figures.position = position
        built.set(key, figures)
        const oldest = built.keys().next().value
        if (built.size > kept && oldest !== undefined) built.delete(oldest)
      }
      return figures
    },
    touch: (region, position) => {
      if (!tree.find(region)) return
      for (const holder of tree.ancestorsOf(tree.today(region))) changedAt.set(holder, position)
    },
  }
}
