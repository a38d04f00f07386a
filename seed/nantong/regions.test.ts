import type { MultiPolygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { boundaryFeatures, loadBoundaries } from '../../server/city/boundaries.ts'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { insideShape } from './build-grids/inside-shape.ts'
import { isVillage } from './build-grids/is-village.ts'

const folder = new URL('.', import.meta.url).pathname
const pack = loadCityPack(folder)
const tree = new RegionTree(pack.regions)
const boundaries = loadBoundaries(folder)
if (boundaries === null) throw new Error('no boundaries')
const shapesOf = (level: 'district' | 'town' | 'community') =>
  new Map(
    boundaryFeatures(boundaries, pack, level).features.map((f) => [
      f.properties.id,
      f.geometry as MultiPolygon,
    ]),
  )

describe('the regions of Nantong', () => {
  it('keep the ids they were given: a number once used is never used again', () => {
    const ids = (level: string) => tree.all.filter((r) => r.level === level).map((r) => r.id)
    const range = (level: string) => [Math.min(...ids(level)), Math.max(...ids(level))]
    expect(['city', 'district', 'town', 'community', 'grid'].map(range)).toEqual([
      [1, 1],
      [2, 11],
      [101, 200],
      [1001, 2973],
      [10_001, 23_834],
    ])
    expect(tree.byCode('320613')?.id).toBe(2)
    expect(tree.byCode('320613001001')?.id).toBe(1001)
  })

  it('show what was 港闸区 in 崇川区', () => {
    const ended = tree.byCode('320611', '2020-01-01')
    expect(ended?.name).toBe('港闸区')
    expect(tree.get(tree.today(ended?.id ?? 0)).name).toBe('崇川区')
  })

  it('have seven counties and three functional zones, whose towns keep codes of a 区', () => {
    const kinds = tree.childrenOf(1).map((r) => r.kind)
    expect(kinds.filter((kind) => kind === 'functional')).toHaveLength(3)
    const zone = tree.all.find((r) => r.name === '通州湾示范区')
    expect(tree.childrenOf(zone?.id ?? 0).map((r) => r.code)).toEqual(['320612104'])
  })

  it('are labelled inside their own outline', () => {
    for (const level of ['district', 'town', 'community'] as const)
      for (const [id, shape] of shapesOf(level)) {
        const { lng, lat, name } = tree.get(id)
        expect(insideShape(shape, [lng ?? 0, lat ?? 0]), name).toBe(true)
      }
  })
})

describe('the grids of Nantong', () => {
  const shapes = shapesOf('community')

  it('are 8–15 in a 社区 and 3–6 in a 村, coded after it', () => {
    for (const community of tree.descendantsOf(1, 'community')) {
      const grids = tree.childrenOf(community.id)
      const [least, most] = isVillage(community.name) ? [3, 6] : [8, 15]
      expect(grids.length, community.name).toBeGreaterThanOrEqual(least)
      expect(grids.length, community.name).toBeLessThanOrEqual(most)
      expect(grids.map((grid) => grid.code)).toEqual(
        grids.map((_, i) => `${community.code}${String(i + 1).padStart(3, '0')}`),
      )
    }
  })

  it('each have their point within the community, no two at one place', () => {
    const places = new Set<string>()
    for (const grid of tree.descendantsOf(1, 'grid')) {
      const shape = shapes.get(grid.parentId ?? 0)
      const inside = shape !== undefined && insideShape(shape, [grid.lng ?? 0, grid.lat ?? 0])
      if (!inside) expect(grid.name).toBe('inside its community')
      places.add(`${grid.lng} ${grid.lat}`)
    }
    expect(places.size).toBe(13_834)
  })
})
