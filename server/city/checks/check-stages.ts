import type { PackCheck } from './check.ts'

const atom = /^([a-z_]+\.[a-z0-9_]+)(?:\.status>=(?:yellow|red)|(>=|>|<=|<)\d+(?:\.\d+)?)$/

/** Conditions of stages (响应等级) can be read and name measures or indicators of the pack. */
export const checkStages: PackCheck = ({ stages, measures, indicators }, _, report) => {
  const measureIds = new Set(measures.map(({ value }) => value.id))
  const indicatorIds = new Set(indicators.map(({ value }) => value.id))
  for (const { row, value: stage } of stages) {
    if (stage.condition === 'otherwise') continue
    for (const found of stage.condition.split(/[;&]/)) {
      const match = atom.exec(found)
      const [, id = '', operator] = match ?? []
      const wrong = (expected: string): void =>
        report({ file: 'stages.tsv', row, column: 'condition', found, expected })
      if (match === null)
        wrong('应写作 度量>=数 或 指标.status>=yellow|red，以 ; (或)、& (且) 连接')
      else if (operator === undefined && !indicatorIds.has(id)) wrong('没有这个指标')
      else if (!measureIds.has(id) && !indicatorIds.has(id)) wrong('没有这个度量或指标')
    }
  }
}
