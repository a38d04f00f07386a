import type { PackCheck } from './check.ts'

/** Case sources arrive by one feed; default indicators belong to their theme; the catch-all type is there. */
export const checkCatalogue: PackCheck = (tables, city, report) => {
  const carrier = new Map<string, string>()
  for (const { row, value: feed } of tables.feeds) {
    for (const source of feed.caseSources) {
      const other = carrier.get(source)
      if (other !== undefined)
        report({
          file: 'feeds.tsv',
          row,
          column: 'caseSources',
          found: source,
          expected: `已由接口 ${other} 送来，每个来源只属一个接口`,
        })
      carrier.set(source, feed.id)
    }
  }
  const themeOf = new Map(tables.indicators.map(({ value }) => [value.id, value.theme]))
  for (const { row, value: theme } of tables.themes) {
    const owner = themeOf.get(theme.defaultIndicator)
    if (owner !== undefined && owner !== theme.id)
      report({
        file: 'themes.tsv',
        row,
        column: 'defaultIndicator',
        found: theme.defaultIndicator,
        expected: `属于专题 ${owner}，应取本专题的指标`,
      })
  }
  if (!tables.eventTypes.some(({ value }) => value.code === city.unknownType))
    report({
      file: 'city.json',
      row: 0,
      column: 'unknownType',
      found: city.unknownType,
      expected: 'event-types.tsv 中没有此小类',
    })
  const { open311Source: channel } = city
  if (channel !== undefined && !city.caseSources.some(({ key }) => key === channel))
    report({
      file: 'city.json',
      row: 0,
      column: 'open311Source',
      found: channel,
      expected: 'caseSources 中没有此来源',
    })
}
