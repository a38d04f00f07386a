import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoLeader } from '../../../shared/access/asker.ts'
import { makeTestCity, noon } from '../../../test/demo-city.ts'
import { rebuild } from '../../projections/rebuild.ts'
import { readingFor } from '../../projections/reading-for.ts'
import { search } from './search.ts'

let city: ReturnType<typeof makeTestCity>
const town = (name: string) => city.pack.regions.find((r) => r.name === name)
const leaderOf = (region: number) => ({ ...demoLeader(region) })
const everywhere = () => leaderOf(city.pack.cityRegion)

function report(number: string, title: string, region: string, eventType = '0102') {
  return {
    type: 'case-reported',
    key: number,
    source: 'hotline',
    case: number,
    occurredAt: noon - 60_000,
    region: town(region)?.code,
    eventType,
    text: { title },
  }
}
const asked = (text: string, asker = everywhere()) => search(city.view, { text }, asker).hits
const titles = (text: string, asker = everywhere()) =>
  asked(text, asker).flatMap((hit) => (hit.kind === 'case' ? hit.title : []))

beforeAll(() => {
  city = makeTestCity()
  const sensitive = city.pack.eventTypes.find((t) => t.sensitive)?.code
  city.take([
    report('H-2026-0001', '文峰路路灯不亮', '文峰街道'),
    report('H-2026-0002', '城东菜场门前积水', '城东街道'),
    report('H-2026-0003', '工业园路灯倾倒', '合作镇'),
    report('H-2026-0004', '路灯下有人徘徊', '文峰街道', sensitive),
  ])
})
afterAll(() => city.close())

describe('one box finds', () => {
  it.each([
    ['崇川', 'region', '崇川区'],
    ['ccq', 'region', '崇川区'],
    ['rugao', 'region', '如皋市'],
    ['平安', 'theme', '平安建设'],
    ['公安', 'department', '公安局'],
    ['按期结案', 'indicator', '按期结案率'],
  ])('%s', (text, kind, title) => {
    const found = asked(text).filter((hit) => hit.kind === kind)
    expect(found.map((hit) => hit.title)).toContain(title)
  })

  it('a case by one character, by several, by its number', () => {
    expect(titles('灯')).toEqual(['工业园路灯倾倒', '文峰路路灯不亮'])
    expect(titles('菜场门前')).toEqual(['城东菜场门前积水'])
    expect(titles('H-2026-0002')).toEqual(['城东菜场门前积水'])
    expect(titles('菜场路灯')).toEqual([])
  })

  it('and marks what matched', () => {
    const [hit] = asked('积水').filter((found) => found.kind === 'case')
    expect(hit?.marks).toEqual([[6, 8]])
  })
})

describe('what the asker may not see is not found', () => {
  const chongchuan = () => leaderOf(town('崇川区')?.id ?? 0)

  it('neither another district’s cases nor its places', () => {
    expect(titles('路灯', chongchuan())).toEqual(['文峰路路灯不亮'])
    expect(asked('如皋', chongchuan()).filter((hit) => hit.kind === 'region')).toEqual([])
    expect(titles('H-2026-0003', chongchuan())).toEqual([])
  })

  it('nor the words of a sensitive case', () => {
    expect(titles('徘徊')).toEqual([])
    expect(titles('H-2026-0004').join()).toContain('不显示')
  })
})

it('finds the same after the read models were made anew', () => {
  const before = asked('路灯')
  const { sqlite } = city.database
  const reading = readingFor(city.pack)
  const content = (pack: number) =>
    sqlite
      .prepare<[number], string>('SELECT content FROM pack_version WHERE pack = ?')
      .pluck()
      .get(pack) ?? ''
  rebuild(sqlite, { readingOf: () => reading, packContent: content })
  expect(asked('路灯')).toEqual(before)
})

it('answers nothing to nothing', () => {
  expect(asked('  ')).toEqual([])
  expect(titles('%_"*')).toEqual([])
})
