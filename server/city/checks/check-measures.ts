import { levelIds, type Measure } from '../../../shared/city/pack.ts'
import type { PackCheck } from './check.ts'

const file = 'measures.tsv'

/** Each measure has the origin it says, a whole it can be part of, and no sensitive detail. */
export const checkMeasures: PackCheck = ({ measures }, _, report) => {
  const byId = new Map(measures.map(({ value }) => [value.id, value]))
  for (const { row, value: m } of measures) {
    const wrong = (column: string, found: string, expected: string): void =>
      report({ file, row, column, found, expected })
    if (m.origin === 'reported' && m.feed === null) wrong('feed', '', '部门报送的度量应写明接口')
    if (m.origin !== 'reported' && m.feed !== null)
      wrong('feed', m.feed, '只有部门报送(reported)的度量才填接口')
    if (m.origin === 'cases' && m.caseCount === null)
      wrong('caseCount', '', '由案件计数的度量应写明计数项')
    if (m.origin !== 'cases' && m.caseCount !== null)
      wrong('caseCount', m.caseCount, '只有案件计数(cases)的度量才填')
    if (m.sensitive && levelIds.indexOf(m.finestLevel) > 1)
      wrong('finestLevel', m.finestLevel, '敏感度量不得细于 district')
    if (m.aggregation === 'none' && m.finestLevel !== 'city')
      wrong('finestLevel', m.finestLevel, '不可汇总(none)的度量只在 city 一级')
    if (m.partOf === null) continue
    const whole = byId.get(m.partOf)
    if (circular(m, byId)) wrong('partOf', m.partOf, '从属关系成环')
    else if (whole && (whole.unit !== m.unit || whole.kind !== m.kind))
      wrong('partOf', m.partOf, '单位和类型应与整体一致')
    else if (whole?.sensitive && !m.sensitive) wrong('sensitive', '0', '敏感度量的一部分也是敏感的')
  }
}

function circular(measure: Measure, byId: Map<string, Measure>): boolean {
  const seen = new Set([measure.id])
  let next = measure.partOf
  while (next !== null) {
    if (seen.has(next)) return true
    seen.add(next)
    next = byId.get(next)?.partOf ?? null
  }
  return false
}
