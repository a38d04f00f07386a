import { expect, it } from 'vitest'
import type { RegionNode } from '../api/city-api.ts'
import { indexRegions } from './region-index.ts'

const node = (id: number, parentId: number | null): RegionNode => ({
  ...{ id, parentId, code: `${id}`, name: `区域${id}`, level: 'town' as const },
  ...{ kind: 'admin' as const, lng: null, lat: null },
})

it('knows the way from the city to a region', () => {
  const regions = indexRegions([node(1, null), node(2, 1), node(3, 2)])
  expect(regions.trailOf(3).map((region) => region.id)).toEqual([1, 2, 3])
  expect(regions.trailOf(9)).toEqual([])
  expect(regions.nameOf(9)).toBe('—')
  expect(regions.childrenOf(1).map((region) => region.id)).toEqual([2])
})

it('does not walk in circles when a region is its own ancestor', () => {
  const regions = indexRegions([node(1, 2), node(2, 1)])
  expect(regions.trailOf(1).map((region) => region.id)).toEqual([2, 1])
})

it('names a grid inside its community by its number alone, and nothing else', () => {
  const named = (id: number, parentId: number | null, name: string) => ({
    ...node(id, parentId),
    name,
  })
  const regions = indexRegions([
    named(1, null, '平潮镇'),
    named(2, 1, '平潮镇社区'),
    named(3, 2, '平潮镇社区第5网格'),
  ])
  expect([1, 2, 3].map(regions.shortNameOf)).toEqual(['平潮镇', '平潮镇社区', '第5网格'])
})
