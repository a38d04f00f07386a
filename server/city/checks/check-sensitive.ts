import type { Indicator } from '../../../shared/city/pack.ts'
import type { PackCheck } from './check.ts'

/**
 * What suppression cannot protect is not in a pack (敏感): running totals, one measure published for
 * two periods, counts of sensitive cases, and thresholds by which others would betray it.
 */
export const checkSensitive: PackCheck = ({ indicators, measures, eventTypes }, _, report) => {
  const sensitiveTypes = new Set(
    eventTypes.flatMap(({ value }) => (value.sensitive ? [value.code] : [])),
  )
  const sensitive = new Set<string>()
  for (const { row, value: m } of measures) {
    if (m.sensitive) sensitive.add(m.id)
    const wrong = (column: string, found: string, expected: string): void =>
      report({ file: 'measures.tsv', row, column, found, expected })
    if (m.sensitive && m.origin !== 'reported')
      wrong('origin', m.origin, '敏感度量应由部门按期报送(reported)')
    if (m.caseTypes.length > 0 && m.caseTypes.every((type) => sensitiveTypes.has(type)))
      wrong(
        'caseTypes',
        m.caseTypes.join(';'),
        '只数敏感小类的度量会泄露敏感案件，应与其他小类合计',
      )
  }
  const marked = new Set(indicators.flatMap(({ value }) => (value.sensitive ? [value.id] : [])))
  const periodOf = new Map<string, Indicator>()
  for (const { row, value: i } of indicators) {
    const wrong = (column: string, found: string, expected: string): void =>
      report({ file: 'indicators.tsv', row, column, found, expected })
    const { base } = i.threshold
    if (!i.sensitive && base !== null && marked.has(base))
      wrong('thresholdBase', base, '以敏感指标为比较基数的指标也应标为敏感')
    if (!i.sensitive && i.base !== null && sensitive.has(i.base))
      wrong('sensitive', '0', `所用 ${i.base} 是敏感的，应为 1`)
    if (i.sensitive && i.accumulate !== 'none')
      wrong('accumulate', i.accumulate, '敏感指标不得累计：相邻两期相减即得单期，应为 none')
    for (const part of [...i.numerator, ...i.denominator]) {
      if (!sensitive.has(part)) continue
      const first = periodOf.get(part) ?? i
      periodOf.set(part, first)
      if (first.period !== i.period)
        wrong(
          'period',
          i.period,
          `${part} 已由 ${first.id} 按 ${first.period} 公布，敏感度量只按一种周期公布`,
        )
    }
  }
}
