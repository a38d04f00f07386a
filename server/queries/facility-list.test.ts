import { describe, expect, it } from 'vitest'
import { nantongPack } from '../../test/demo-city.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { loadFacilityPoints } from '../city/facility-points.ts'
import type { PackEpoch } from './city-view.ts'
import { facilityList, mostPoints } from './facility-list.ts'

const pack = nantongPack()
const tree = new RegionTree(pack.regions)
const points = loadFacilityPoints('seed/nantong', pack)
const list = (theme: string, region = pack.cityRegion) =>
  facilityList(points, { pack, tree } as PackEpoch, { region, theme, demo: true })

describe('the facilities of 南通', () => {
  it('are as many as the catalogue says, every kind of them', () => {
    const counts = new Map<string, number>()
    for (const { facility, count } of points)
      counts.set(facility, (counts.get(facility) ?? 0) + count)
    expect([...counts].sort()).toEqual(
      pack.facilities.map(({ id, typicalCount }) => [id, typicalCount]).sort(),
    )
  })

  it('add up from the districts to the city in every theme', () => {
    const districts = tree.childrenOf(pack.cityRegion).map((r) => r.id)
    for (const { id } of pack.themes) {
      const whole = list(id).kinds
      whole.forEach(({ count }, i) => {
        const parts = districts.map((region) => list(id, region).kinds[i]?.count ?? 0)
        expect(parts.reduce((a, b) => a + b, 0)).toBe(count)
      })
    }
  })

  it('are thinned where no eye tells them apart, and say so', () => {
    const { points: shown, thinned, kinds } = list('livelihood')
    expect(shown.lng).toHaveLength(mostPoints)
    expect(thinned).toBe(true)
    expect(new Set(shown.kind).size).toBe(kinds.length)
    const town = tree.all.find((r) => r.name === '文峰街道')?.id
    expect(list('livelihood', town).thinned).toBe(false)
  })

  it('are not found for a theme that is not there', () => {
    expect(() => list('weather')).toThrow('not-found')
  })
})
