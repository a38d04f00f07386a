import { afterAll, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { PackCopy } from '../city/pack-copy.ts'
import { indicatorBoard } from './indicator-board.ts'
import { indicatorExplain } from './indicator-explain.ts'
import { indicatorSeries } from './indicator-series.ts'
import { search } from './search/search.ts'

const copy = new PackCopy()
afterAll(() => copy.discard())

it('the next map is one row of the pack, and so is the next indicator, without code', () => {
  const rowOf = (file: string, id: string) =>
    copy
      .read(file)
      .split('\n')
      .find((line) => line.startsWith(`${id}\t`)) ?? ''
  const indicator = rowOf('indicators.tsv', 'overview.accepted_today')
    .replace('overview.accepted_today\toverview\t', 'weather.accepted_share\tweather\t')
    .replace(
      '今日受理\tvalue\tcase.accepted\t\t1\t\t\t件\t0',
      '受理占比\tratio\tcase.accepted\tcase.reported\t100\t\t\t%\t1',
    )
  const theme = rowOf('themes.tsv', 'ecology')
    .replace('ecology\t生态环境\t生态环境\t', 'weather\t气象服务\t气象服务\t')
    .replace('\t16\t', '\t17\t')
    .replace('ecology.aqi_good_days', 'weather.accepted_share')
  copy.edit('indicators.tsv', (text) => `${text.trimEnd()}\n${indicator}\n`)
  copy.edit('themes.tsv', (text) => `${text.trimEnd()}\n${theme}\n`)
  const pack = loadCityPack(copy.folder)
  const city = makeTestCity(pack)
  const town = pack.regions.find((r) => r.name === '文峰街道')?.code
  const feed = pack.feeds.find((f) => f.caseSources.includes('hotline'))?.id
  const reported = (key: string) => ({
    ...{ type: 'case-reported', key, source: 'hotline', case: key, eventType: '0102' },
    ...{ region: town, occurredAt: noon - 3_600_000 },
  })
  const accepted = { type: 'case-accepted', key: 'c', source: 'hotline', case: 'a' }
  city.take([
    ...[reported('a'), reported('b'), { ...accepted, occurredAt: noon - 3_000_000 }],
    {
      ...{ type: 'coverage-reported', key: 'd', source: 'hotline', feed, occurredAt: noon },
      ...{ from: noon - 86_400_000, until: noon },
    },
  ])
  const { view } = city
  const region = pack.cityRegion
  const window = { grain: 'day', at: noon } as const
  const board = indicatorBoard(view, { region, theme: 'weather', window })
  expect(board.tiles.map(({ meta, value }) => [meta.name, value])).toEqual([['受理占比', 50]])
  expect(board.children.some(({ value }) => value === 50)).toBe(true)

  const asked = { indicator: 'weather.accepted_share', region, window }
  expect(indicatorExplain(view, asked).formulaWords).toContain('÷')
  const day = { from: noon - 86_400_000, to: noon, grain: 'day' } as const
  const { series } = indicatorSeries(view, {
    ...{ indicators: [asked.indicator], regions: [region] },
    ...day,
  })
  expect(series[0]?.points.at(-1)?.value).toBe(50)
  const found = search(view, { text: '气象' }, demoLeader(region)).hits
  expect(found.map((hit) => [hit.kind, hit.id])).toContainEqual(['theme', 'weather'])
  city.close()
})
