import { subjectOf, type Figure } from '../table/figure.ts'
import { finding, groupBy, shown, type Check, type Finding } from './finding.ts'

/** A region twice in one table: the same number counts once, two numbers count neither. */
export const duplicates: Check = ({ figures }) => {
  const given = figures.filter((figure) => figure.total === null)
  return [...groupBy(given, subjectOf).values()].flatMap((group): Finding[] => {
    const [first, ...again] = group
    if (first === undefined || again.length === 0) return []
    const values = new Set(group.map(({ value }) => value))
    const { name } = first.region
    return again.map((figure) => {
      const where = `“${name}”已在第 ${first.row} 行 ${first.column} 列`
      return values.size === 1
        ? repeat('warning', figure, `每个区域一次；${where}，只计一次`, [figure])
        : repeat('error', figure, `每个区域一次；${where}，两处不同，都未收`, group)
    })
  })
}

const repeat = (
  severity: Finding['severity'],
  figure: Figure,
  expected: string,
  figures: readonly Figure[],
): Finding => ({
  ...finding('duplicate-region', severity, figure, expected, figures),
  found: figure.value === null ? '' : shown(figure.value),
})
