import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity, nantongPack, noon, simulatedFacts } from '../../test/demo-city.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { caseList } from './case-list.ts'
import { regionPeers } from './region-peers.ts'

const city = makeTestCity()
const { view, pack } = city
const window = { grain: 'day' as const, at: noon }
const district = 2
const peersOf = (region: number, theme = 'overview', at?: number) =>
  regionPeers(view, { region, theme, window, at })

beforeAll(() => {
  const facts = simulatedFacts(nantongPack(), 4, 0.02)
  expect(city.take(facts).filter((v) => v.verdict === 'rejected')).toEqual([])
  city.clock.time = noon
})
afterAll(() => city.close())

describe('a region beside its siblings', () => {
  it('has its own number and theirs from the one evaluation', () => {
    const { rows, group } = peersOf(district)
    expect(group).toBe('siblings')
    expect(rows.map((r) => r.indicator)).toEqual(
      view.epoch.catalog.ofTheme('overview').map((i) => i.id),
    )
    for (const row of rows) {
      const indicator = view.epoch.catalog.indicator(row.indicator)
      expect(row.peers).toHaveLength(10)
      expect(row.peers.find((p) => p.region === district)).toEqual(row.own)
      for (const { region, value, status } of [...row.peers, row.own]) {
        const alone = evaluate({ indicator, region, window }, view.standing())
        expect({ value, status }).toEqual({ value: alone.value, status: alone.status })
      }
    }
  })

  it('has as many siblings below the middle as above it', () => {
    for (const { peers, median } of peersOf(district).rows) {
      const values = peers.flatMap((p) => p.value ?? [])
      expect(median === null).toBe(values.length === 0)
      if (median === null) continue
      const below = values.filter((v) => v < median).length
      const above = values.filter((v) => v > median).length
      expect(Math.abs(below - above)).toBeLessThanOrEqual(values.length - below - above)
    }
  })

  it('is, for the city, its districts', () => {
    const { group, rows } = peersOf(pack.cityRegion)
    expect(group).toBe('children')
    expect(rows[0]?.peers).toHaveLength(10)
    expect(rows.every((r) => r.city === r.own.value)).toBe(true)
  })

  it('says what the value should reach', () => {
    const rate = peersOf(district).rows.find((r) => r.indicator === 'overview.close_ontime_rate')
    expect(rate).toMatchObject({ target: 95, targetKind: 'line' })
    for (const { indicator } of pack.targets) {
      const { theme } = view.epoch.catalog.indicator(indicator)
      const row = peersOf(district, theme).rows.find((r) => r.indicator === indicator)
      if (row?.targetKind === 'target') expect(row.target).toBeGreaterThan(0)
    }
  })

  it('counts the cases of the region as the lists behind them do', () => {
    const { caseload } = peersOf(district)
    expect(caseload.map((c) => c.counts)).toEqual(['open', 'overdue', 'ontime'])
    for (const { value } of caseload.slice(0, 2)) {
      const list = caseList(
        view,
        {
          ...{ region: district, window, indicator: value.indicator, part: 'numerator' },
        },
        cityLeader(),
      )
      expect(list.total).toBe(value.value)
    }
  })

  it('goes down to a community and its grids', () => {
    const community = view.epoch.tree.descendantsOf(district, 'community')[0]!
    expect(peersOf(community.id).rows[0]?.peers.length).toBeGreaterThan(2)
    const grid = view.epoch.tree.childrenOf(community.id)[0]!
    const below = peersOf(grid.id).rows.map((r) => r.own.absence)
    expect(below).toContain('not-at-level')
  })

  it('knows no theme that the pack does not have', () => {
    expect(() => peersOf(district, 'nowhere')).toThrow('not-found')
  })
})
