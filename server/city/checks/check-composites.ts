import type { PackCheck } from './check.ts'

const file = 'composites.tsv'

/** Each composite has components whose weights sum to 1, and none that is sensitive or itself. */
export const checkComposites: PackCheck = ({ composites, indicators }, _, report) => {
  const byId = new Map(indicators.map(({ value }) => [value.id, value]))
  for (const { row, value } of indicators) {
    if (value.formula !== 'composite' || value.alias !== null) continue
    const weights = composites
      .filter(({ value: part }) => part.composite === value.id && part.role === 'component')
      .map(({ value: part }) => part.weight)
    const sum = weights.reduce((a, b) => a + b, 0)
    if (Math.abs(sum - 1) > 1e-9)
      report({
        file: weights.length === 0 ? 'indicators.tsv' : file,
        row: weights.length === 0 ? row : 0,
        column: weights.length === 0 ? 'formula' : 'weight',
        found: weights.length === 0 ? 'composite' : String(Number(sum.toFixed(6))),
        expected: `${value.id} 各构成权重之和应为 1`,
      })
  }
  for (const { row, value: part } of composites) {
    const wrong = (column: string, found: string, expected: string): void =>
      report({ file, row, column, found, expected })
    if (byId.get(part.composite) && byId.get(part.composite)?.formula !== 'composite')
      wrong('composite', part.composite, '该指标的 formula 不是 composite')
    if (byId.get(part.component)?.sensitive)
      wrong('component', part.component, '敏感指标不得作构成：可由总分反推')
    if (part.component === part.composite) wrong('component', part.component, '不得以自身为构成')
    if (part.role === 'component' && (part.worst === null || part.best === null))
      wrong('worst', '', '构成应填最差值与最好值')
  }
}
