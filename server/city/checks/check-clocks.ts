import type { PackCheck } from './check.ts'

/**
 * Clocks (时限) can be read in one way: a hand-off goes to a channel or to a field that has departments,
 * never to both or back to where it is; no rule says the same from the same day twice; days run forward.
 */
export const checkClocks: PackCheck = (tables, _, report) => {
  const fields = new Set(tables.departments.map(({ value }) => value.field))
  const rules = new Map<string, number>()
  for (const { row, value: rule } of tables.handOffs) {
    const { sender, receiver, field, since } = rule
    const wrong = (column: string, found: string, expected: string): void =>
      report({ file: 'hand-offs.tsv', row, column, found, expected })
    if ((receiver === null) === (field === null))
      wrong('receiver', receiver ?? '', 'receiver 与 field 应填且只填一格')
    if (receiver !== null && receiver === sender) wrong('receiver', receiver, '不能转给自己')
    if (field !== null && field !== '*' && fields.size > 0 && !fields.has(field))
      wrong('field', field, 'departments.tsv 中没有此领域的部门')
    const name = [sender, receiver, field, since].join(' ')
    const before = rules.get(name)
    if (before !== undefined) wrong('since', since ?? '', `与第 ${before} 行重复，同一天只能有一条`)
    rules.set(name, row)
  }
  const changes = new Map<string, number>()
  for (const { row, value } of tables.limitChanges) {
    const name = `${value.type} ${value.since}`
    const before = changes.get(name)
    if (before !== undefined)
      report({
        ...{ file: 'limit-changes.tsv', row, column: 'since', found: value.since },
        expected: `与第 ${before} 行重复，同一天只能有一条`,
      })
    changes.set(name, row)
  }
  for (const { row, value } of tables.lights)
    if (value.since && value.until && value.until <= value.since)
      report({
        ...{ file: 'lights.tsv', row, column: 'until', found: value.until },
        expected: '应晚于 since',
      })
}
