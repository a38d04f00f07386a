import { finer } from '../../tables/region-names.ts'
import { finding, groupBy, type Check, type Finding } from './finding.ts'

/** A measure exists down to its finest level (本级不适用); measures without regions only for the city. */
export const levelsThatExist: Check = ({ figures, city }) =>
  figures.flatMap((figure) => {
    const { measure, region } = figure
    const finest = measure.aggregation === 'none' ? 'city' : measure.finestLevel
    if (!finer(region.level, finest)) return []
    const name = city.pack.levels.find(({ id }) => id === finest)?.name ?? finest
    return [finding('not-at-level', 'error', figure, `“${measure.name}”只报到${name}一级`)]
  })

/**
 * What is added up over regions must be reported on one level, else it is counted twice: not for a
 * region whose parts have reported the period, nor for a part whose whole has.
 */
export const countedOnce: Check = ({ figures, city, history }) => {
  const summed = figures.filter((f) => f.measure.aggregation === 'sum' && f.total === null)
  const groups = groupBy(summed, (f) => `${f.measure.id}|${f.period.from}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const known = first && history.known(first.measure.id, first.period.from, first.period.to)
    if (!known) return []
    return group.flatMap((figure): Finding[] => {
      const { id } = figure.region
      const own = known.own(id) !== null ? 1 : 0
      const inside = known.total(id)
      if (inside !== null && inside.given > own)
        return [
          finding(
            'counted-below',
            'error',
            figure,
            '其下级区域本期已报此数，会重复计入；请按下级报',
          ),
        ]
      const above = city.tree.ancestorsOf(id).find((a) => a !== id && known.own(a) !== null)
      if (above === undefined) return []
      const name = city.tree.get(above).name
      const expected = `“${name}”本期已报合计数，会重复计入；请先由其改报分项`
      return [finding('counted-above', 'error', figure, expected)]
    })
  })
}
