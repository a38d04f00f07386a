import type { LevelId, Region } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { periodWords, type SheetIssue } from './issue.ts'
import type { SheetMapping } from './mapping/sheet-mapping.ts'
import type { Figure } from './table/figure.ts'

/**
 * Regions of the table's level that it does not name at all: they count as not reported, so that a
 * sum says that it is partial. Only where the mapping names the level.
 */
export function missingRegions(
  figures: readonly Figure[],
  good: readonly Figure[],
  mapping: SheetMapping,
  tree: RegionTree,
): { missing: Figure[]; issues: SheetIssue[] } {
  const { regions } = mapping
  if (regions.in === 'fixed' || regions.level === undefined) return { missing: [], issues: [] }
  const within =
    (regions.within === undefined ? undefined : tree.byCode(regions.within)) ?? tree.root
  const expected = expectedRegions(tree, within, regions.level)
  const named = new Set(figures.map(({ region }) => region.id))
  const absent = expected.filter(({ id }) => !named.has(id))
  const [first] = figures
  if (first === undefined || absent.length === 0) return { missing: [], issues: [] }
  const columns = new Map(
    good
      .filter(({ measure }) => measure.aggregation === 'sum')
      .map((figure) => [`${figure.measure.id}|${figure.period.from}`, figure]),
  )
  const missing = [...columns.values()].flatMap((figure) =>
    absent.map((region): Figure => ({ ...figure, region, value: null, given: '', total: null })),
  )
  const shown = absent.slice(0, 5).map(({ name }) => name)
  const issue: SheetIssue = {
    code: 'region-missing',
    severity: 'warning',
    sheet: first.sheet,
    row: 0,
    column: null,
    expected: `${periodWords(first.period)}的表应有 ${expected.length} 个区域；未见的按未报计`,
    found: `缺 ${shown.join('、')}${absent.length > shown.length ? ` 等 ${absent.length} 个` : ''}`,
  }
  return { missing, issues: [issue] }
}

/** Regions of the level, and coarser ones that have none of it below them. */
const expectedRegions = (tree: RegionTree, within: Region, level: LevelId): Region[] =>
  tree.descendantsOf(within.id, level)
