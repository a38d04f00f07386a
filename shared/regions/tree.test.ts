import { describe, expect, it } from 'vitest'
import type { LevelId, Region } from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import { regionFaults } from './faults.ts'
import { RegionTree } from './tree.ts'

const region = (id: number, level: LevelId, parentId: number | null, more?: Partial<Region>) => ({
  id,
  code: String(320000 + id),
  name: `区域${id}`,
  level,
  kind: 'admin' as const,
  parentId,
  lng: null,
  lat: null,
  validFrom: null,
  validTo: null,
  successorId: null,
  ...more,
})

const nantong = [
  region(1, 'city', null, { name: '南通市', code: '320600' }),
  region(2, 'district', 1, { name: '崇川区', code: '320613', validFrom: '2020-07-10' }),
  region(3, 'district', 1, { name: '开发区', code: '320671', kind: 'functional' }),
  region(12, 'district', 1, {
    name: '港闸区',
    code: '320611',
    validTo: '2020-07-10',
    successorId: 2,
  }),
  region(101, 'town', 2, { name: '城东街道', code: '320613001' }),
  region(102, 'town', 3, { name: '新开街道', code: '320613011' }),
  region(1001, 'community', 101, { name: '德民社区' }),
  region(1002, 'community', 102, { name: '星港湾社区', code: '320671400002' }),
]
const tree = new RegionTree(nantong)

describe('the tree of regions', () => {
  it('knows parents, children and the way up to the city', () => {
    expect(tree.root.name).toBe('南通市')
    expect(tree.parentOf(101)?.name).toBe('崇川区')
    expect(tree.parentOf(1)).toBeNull()
    expect(tree.childrenOf(1).map((r) => r.name)).toEqual(['崇川区', '开发区'])
    expect(tree.childrenOf(1001)).toEqual([])
    expect(tree.ancestorsOf(1001)).toEqual([1001, 101, 2, 1])
    expect(tree.ancestorsOf(1001)).toBe(tree.ancestorsOf(1001))
  })

  it('puts a town under the functional zone that runs it, whatever its code says', () => {
    expect(tree.inside(102, 3)).toBe(true)
    expect(tree.inside(102, 2)).toBe(false)
    expect(tree.inside(3, 3)).toBe(true)
    expect(tree.inside(3, 102)).toBe(false)
  })

  it('answers “inside” for any two regions as the way up to the city does', () => {
    for (const a of nantong)
      for (const b of nantong)
        expect(tree.inside(a.id, b.id)).toBe(tree.ancestorsOf(a.id).includes(b.id))
  })

  it('lists what lies below, of one level or of all', () => {
    expect(tree.descendantsOf(1, 'community').map((r) => r.id)).toEqual([1001, 1002])
    expect(tree.descendantsOf(2).map((r) => r.id)).toEqual([101, 1001])
    expect(tree.descendantsOf(1001)).toEqual([])
  })

  it('numbers every region within the interval of its parent', () => {
    const [from, to] = tree.interval(1)
    expect([from, to]).toEqual([0, nantong.length])
    const numbers = nantong.map((r) => tree.interval(r.id)[0])
    expect(new Set(numbers).size).toBe(nantong.length)
  })

  it('shows the history of 港闸区 within 崇川区 and lists it no more', () => {
    expect(tree.today(12)).toBe(2)
    expect(tree.today(101)).toBe(101)
    expect(tree.inside(12, 2)).toBe(true)
    expect(tree.ancestorsOf(12)).toEqual([12, 2, 1])
    expect(tree.parentOf(12)?.id).toBe(1)
    expect(tree.all.map((r) => r.id)).not.toContain(12)
    expect(tree.ended.map((r) => r.id)).toEqual([12])
    expect(tree.descendantsOf(2).map((r) => r.id)).not.toContain(12)
    expect(tree.get(12).name).toBe('港闸区')
  })

  it('finds a region by its code, on a date when the date matters', () => {
    expect(tree.byCode('320613')?.id).toBe(2)
    expect(tree.byCode('320613', '2019-01-01')).toBeUndefined()
    expect(tree.byCode('320611')?.id).toBe(12)
    expect(tree.byCode('320611', '2020-07-09')?.id).toBe(12)
    expect(tree.byCode('320611', '2020-07-10')).toBeUndefined()
    expect(tree.byCode('999999')).toBeUndefined()
  })

  it('gives a code that changed hands to its holder of the day', () => {
    const again = new RegionTree([
      ...nantong,
      region(13, 'district', 1, { code: '320611', validFrom: '2024-01-01' }),
    ])
    expect(again.byCode('320611')?.id).toBe(13)
    expect(again.byCode('320611', '2019-05-01')?.id).toBe(12)
    expect(again.byCode('320611', '2022-05-01')).toBeUndefined()
  })

  it('says not-found for an id the pack does not have', () => {
    expect(tree.find(99)).toBeUndefined()
    for (const ask of [
      () => tree.get(99),
      () => tree.ancestorsOf(99),
      () => tree.childrenOf(99),
      () => tree.inside(99, 1),
      () => tree.today(99),
    ])
      expect(ask).toThrow(DomainError)
  })
})

describe('a list of regions that is no tree', () => {
  const [city, district] = [region(1, 'city', null), region(2, 'district', 1)]
  const cases: [string, Region[], string][] = [
    ['no root', [region(2, 'district', 2)], 'no-root'],
    ['two roots', [city, region(9, 'city', null)], 'second-root'],
    ['a parent nobody knows', [city, region(2, 'district', 7)], 'unknown-parent'],
    [
      'a town above its district',
      [city, region(2, 'district', 3), region(3, 'town', 1)],
      'not-below-parent',
    ],
    ['a circle of parents', [city, region(2, 'town', 3), region(3, 'town', 2)], 'not-below-parent'],
    [
      'an id given twice',
      [city, district, region(2, 'district', 1, { code: 'x' })],
      'duplicate-id',
    ],
    [
      'a successor nobody knows',
      [city, region(2, 'district', 1, { successorId: 8 })],
      'unknown-successor',
    ],
    [
      'two that succeed each other',
      [
        city,
        region(2, 'district', 1, { successorId: 3, validTo: '2020-01-01' }),
        region(3, 'district', 1, { successorId: 2, validTo: '2020-01-01' }),
      ],
      'circular-succession',
    ],
    [
      'one code for two at once',
      [city, district, region(3, 'district', 1, { code: district.code })],
      'duplicate-code',
    ],
    [
      'a town left in an ended district',
      [city, region(2, 'district', 1, { validTo: '2020-01-01' }), region(3, 'town', 2)],
      'parent-ended',
    ],
    [
      'an end before its start',
      [city, region(2, 'district', 1, { validFrom: '2021-01-01', validTo: '2020-01-01' })],
      'ends-before-start',
    ],
  ]
  it.each(cases)('is refused with %s', (_, regions, code) => {
    expect(regionFaults(regions).map((fault) => fault.code)).toContain(code)
    expect(() => new RegionTree(regions)).toThrow(DomainError)
  })
})
