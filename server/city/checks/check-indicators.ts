import { levelIds, type Formula, type Indicator } from '../../../shared/city/pack.ts'
import type { PackCheck } from './check.ts'

const file = 'indicators.tsv'
const fractions: readonly Formula[] = [
  'ratio',
  'share',
  'mean',
  'per10k',
  'perUnit',
  'progress',
  'difference',
]

/** Parts fit the formula; nothing is finer or less sensitive than what it is made of. */
export const checkIndicators: PackCheck = ({ indicators, measures, targets }, _, report) => {
  const byId = new Map(measures.map(({ value }) => [value.id, value]))
  const goals = new Set(targets.map(({ value }) => value.indicator))
  for (const { row, value: i } of indicators) {
    const wrong = (column: string, found: string, expected: string): void =>
      report({ file, row, column, found, expected })
    const fraction = fractions.includes(i.formula)
    if (fraction && i.denominator.length === 0) wrong('denominator', '', `${i.formula} 应有分母`)
    if (!fraction && i.denominator.length > 0)
      wrong('denominator', i.denominator.join(';'), `${i.formula} 不应有分母`)
    if ((i.formula === 'composite') !== (i.numerator.length === 0))
      wrong('numerator', i.numerator.join(';'), '只有 composite 不填分子')
    if (['growth', 'difference'].includes(i.formula) && i.base === null)
      wrong('base', '', `${i.formula} 应写明比较基数`)
    for (const part of partsOf(i)) {
      const measure = byId.get(part)
      if (measure === undefined) continue
      if (levelIds.indexOf(i.finestLevel) > levelIds.indexOf(measure.finestLevel))
        wrong('finestLevel', i.finestLevel, `不得细于 ${part} 的 ${measure.finestLevel}`)
      if (measure.sensitive && !i.sensitive)
        wrong('sensitive', '0', `所用 ${part} 是敏感的，应为 1`)
    }
    if (i.sensitive && levelIds.indexOf(i.finestLevel) > 1)
      wrong('finestLevel', i.finestLevel, '敏感指标不得细于 district')
    const { kind, yellow, red, base } = i.threshold
    if (kind !== 'none' && yellow === null) wrong('yellow', '', '有阈值的指标应填黄线')
    if (kind !== 'none' && red === null) wrong('red', '', '有阈值的指标应填红线')
    if (base === 'targets' && !goals.has(i.id))
      wrong('thresholdBase', base, 'targets.tsv 中没有它的目标')
  }
}

const partsOf = (i: Indicator): string[] => [
  ...i.numerator,
  ...i.denominator,
  ...i.threshold.yellowMeasures,
  ...i.threshold.redMeasures,
]
