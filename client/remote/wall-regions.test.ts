import { expect, it } from 'vitest'
import { indexRegions } from '../stores/region-index.ts'
import { wallRegions } from './wall-regions.ts'

const node = (
  id: number,
  name: string,
  parentId: number | null,
  level: 'city' | 'district' | 'town',
) => ({
  ...{ id, code: String(id), name, level, parentId, lng: null, lat: null },
})
const regions = indexRegions([
  node(1, '南通市', null, 'city'),
  node(2, '崇川区', 1, 'district'),
  node(21, '城东街道', 2, 'town'),
  node(22, '新城桥街道', 2, 'town'),
  node(3, '通州区', 1, 'district'),
] as never)
const offered = (scope: number[] | null) =>
  wallRegions(1, regions, scope).map(({ name, depth }) => '　'.repeat(depth) + name)

it('offers the whole city for a wall that nobody narrows', () => {
  expect(offered(null)).toEqual([
    '南通市',
    '　崇川区',
    '　　城东街道',
    '　　新城桥街道',
    '　通州区',
  ])
})

it('offers no more than what the wall’s devices see', () => {
  expect(offered([2])).toEqual(['本屏辖区', '　崇川区', '　　城东街道', '　　新城桥街道'])
  expect(offered([22])).toEqual(['本屏辖区', '　　新城桥街道'])
  expect(offered([])).toEqual(['本屏辖区'])
  expect(wallRegions(null, regions, null)).toEqual([])
})
