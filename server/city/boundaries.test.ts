import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boundaryFeatures, loadBoundaries } from './boundaries.ts'
import { loadCityPack } from './load-city-pack.ts'
import { loadMapArt } from './map-art.ts'

const folder = new URL('../../seed/nantong/', import.meta.url).pathname
const pack = loadCityPack(folder)
const boundaries = loadBoundaries(folder)

describe('the boundaries of Nantong', () => {
  if (boundaries === null) throw new Error('no boundaries')

  it('draw every district, town and community of today once, by its stable id', () => {
    for (const level of ['district', 'town', 'community'] as const) {
      const drawn = boundaryFeatures(boundaries, pack, level).features.map((f) => f.properties.id)
      const living = pack.regions.filter((r) => r.level === level && r.validTo === null)
      expect(drawn.toSorted((a, b) => a - b)).toEqual(
        living.map((r) => r.id).toSorted((a, b) => a - b),
      )
    }
    expect(boundaryFeatures(boundaries, pack, 'grid').features).toEqual([])
  })

  it('carry code, name and parent, and are the same object when asked again', () => {
    const towns = boundaryFeatures(boundaries, pack, 'town')
    expect(towns.features.find((f) => f.properties.code === '320613011')?.properties).toMatchObject(
      {
        name: '新开街道',
        parentId: pack.regions.find((r) => r.name === '开发区')?.id,
      },
    )
    expect(boundaryFeatures(boundaries, pack, 'town')).toBe(towns)
  })

  it('leave no gap between neighbours: inner edges are shared to the last digit', () => {
    const edges = new Map<string, number>()
    const { features } = boundaryFeatures(boundaries, pack, 'district')
    for (const { geometry } of features)
      for (const ring of (geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.coordinates
      ).flat())
        for (const [i, point] of ring.slice(1).entries()) {
          const edge = [String(ring[i]), String(point)].sort().join(' ')
          edges.set(edge, (edges.get(edge) ?? 0) + 1)
        }
    const uses = [...edges.values()]
    expect(Math.max(...uses)).toBe(2)
    expect(uses.filter((n) => n === 2).length).toBeGreaterThan(300)
  })
})

describe('a pack without a map', () => {
  it('has neither boundaries nor art, which is no error', () => {
    const empty = mkdtempSync(join(tmpdir(), 'pack-'))
    expect(loadBoundaries(empty)).toBeNull()
    expect(loadMapArt(empty)).toBeNull()
    rmSync(empty, { recursive: true })
  })

  it('while Nantong names the files its art is drawn in', () => {
    const art = loadMapArt(folder)
    expect(art?.note).toContain('示意')
    expect(Object.keys(art?.files ?? {})).toContain('outline')
  })
})
