import { expect, it } from 'vitest'
import { nantongPack } from '../../test/demo-city.ts'
import { regionGroup, volumeGroup } from './peer-groups.ts'

it('districts are compared with districts, counties with counties, 功能区 with their like', () => {
  const groups = new Map<string, string[]>()
  for (const region of nantongPack().regions) {
    if (region.level !== 'district' || region.validTo !== null) continue
    const group = regionGroup(region, '县(市、区)')
    groups.set(group, [...(groups.get(group) ?? []), region.name])
  }
  expect(Object.fromEntries(groups)).toEqual({
    区: ['崇川区', '通州区', '海门区'],
    '县(市)': ['如东县', '启东市', '如皋市', '海安市'],
    功能区: ['开发区', '苏锡通园区', '通州湾示范区'],
  })
})

it('every 街道 of the pack is told from a 镇 by its code', () => {
  for (const region of nantongPack().regions) {
    if (region.level !== 'town' || !/^\d{9}$/.test(region.code)) continue
    const group = regionGroup(region, '')
    if (region.name.endsWith('街道')) expect(`${region.name} ${group}`).toMatch('街道')
    if (/[镇乡]$/.test(region.name)) expect(`${region.name} ${group}`).toMatch('乡镇')
  }
})

it('a code of another city’s own keeps the level’s name', () => {
  const dorchester = { kind: 'admin', code: 'dorchester', level: 'district' } as const
  expect(regionGroup(dorchester, 'neighbourhood')).toBe('neighbourhood')
})

it('departments fall into three classes by the cases due', () => {
  expect([1000, 999, 100, 99, 0].map(volumeGroup)).toEqual([
    '1000 件以上',
    '100–999 件',
    '100–999 件',
    '不足 100 件',
    '不足 100 件',
  ])
})
