import type { SheetIssue } from '../issue.ts'
import { isCount } from '../table/units.ts'
import type { Figure } from '../table/figure.ts'
import { finding, groupBy, shown, type Check, type Finding } from './finding.ts'

/**
 * A total (合计) must equal the sum of what stands below it in the same table, but for rounding. It is
 * checked, never stored where regions are added up; what each level reports for itself is not checked.
 */
export const totals: Check = ({ figures, city, unread }) => {
  const groups = groupBy(
    figures.filter((figure) => figure.measure.aggregation === 'sum'),
    (figure) => `${figure.sheet}|${figure.measure.id}|${figure.period.from}`,
  )
  return [...groups.values()].flatMap((group) => {
    const parts = group.filter((figure) => figure.total === null)
    return group.flatMap((total): Finding[] => {
      if (total.total === null || total.value === null) return []
      const within = once(parts).filter(({ region }) =>
        city.tree.inside(region.id, total.region.id),
      )
      const known = within.filter(({ value }) => value !== null)
      if (known.length === 0) return []
      const sum = known.reduce((all, { value }) => all + (value ?? 0), 0)
      if (Math.abs(sum - total.value) <= slack(total, known)) return []
      const lost = unread.filter((issue) => bearsOn(issue, total)).length
      const expected =
        lost === 0
          ? `各区域之和 ${shown(sum)}；合计数未采用，请核对是哪一格有误`
          : `已读出的各区域之和 ${shown(sum)}，另有 ${lost} 处未读出；合计数未采用，改正后再核`
      return [{ ...finding('wrong-total', 'warning', total, expected), found: shown(total.value) }]
    })
  })
}

const ofLabels = new Set([
  'unknown-region',
  'ambiguous-region',
  'no-region',
  'region-not-valid-then',
])

/** Whether something unread belongs to the sum of this total. */
const bearsOn = (issue: SheetIssue, { sheet, row, column }: Figure): boolean =>
  issue.sheet === sheet &&
  (issue.column === column || issue.row === row || ofLabels.has(issue.code))

/** Each region once: the first of its rows. */
function once(figures: readonly Figure[]): Figure[] {
  const seen = new Set<number>()
  return figures.filter(({ region }) => !seen.has(region.id) && Boolean(seen.add(region.id)))
}

/** Every rounded number may be off by half of its last digit; whole things are not rounded. */
function slack(total: Figure, parts: readonly Figure[]): number {
  if (total.total?.tolerance != null) return total.total.tolerance
  if (isCount(total.measure.unit) && total.step <= 1) return 1e-9
  const half = [total, ...parts].reduce((sum, { step }) => sum + step / 2, 0)
  return half * (1 + 1e-9) + 1e-9
}
