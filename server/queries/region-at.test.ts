import { describe, expect, it } from 'vitest'
import { nantongPack } from '../../test/demo-city.ts'
import { smallPack } from '../../test/small-pack.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { boundaryFeatures, loadBoundaries } from '../city/boundaries.ts'
import { regionAt } from './region-at.ts'

const pack = nantongPack()
const tree = new RegionTree(pack.regions)
const boundaries = loadBoundaries('seed/nantong')
const drawn = (level: Parameters<typeof boundaryFeatures>[2]) =>
  boundaries && boundaryFeatures(boundaries, pack, level)

describe('the region that a point lies in', () => {
  it('is the community around its own label, for nearly all of them', () => {
    const communities = tree.all.filter(({ level, lng }) => level === 'community' && lng !== null)
    const found = communities.filter(({ id, lng, lat }) => {
      const place = regionAt(tree, drawn, [lng ?? 0, lat ?? 0])
      return place.inside && place.region === id
    })
    expect(communities.length).toBeGreaterThan(1_000)
    expect(found.length / communities.length).toBeGreaterThan(0.99)
  })

  it('is none of a point far outside', () => {
    expect(regionAt(tree, drawn, [116.4, 39.9])).toEqual({ inside: false })
    expect(regionAt(tree, drawn, [0, 0])).toEqual({ inside: false })
  })

  it('is that of the nearest label where no borders are drawn', () => {
    const regions = smallPack().regions.map((region, i) => ({
      ...region,
      ...(i > 1 && { lng: 120 + i / 100, lat: 32 }),
    }))
    const labelled = new RegionTree(regions)
    const none = () => null
    expect(regionAt(labelled, none, [120.031, 32])).toEqual({ inside: true, region: 4 })
    expect(regionAt(labelled, none, [121, 32])).toEqual({ inside: false })
    const nowhere = new RegionTree(smallPack().regions)
    expect(regionAt(nowhere, none, [121, 32])).toEqual({ inside: true, region: null })
  })
})
