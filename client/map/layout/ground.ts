import type { Feature, FeatureCollection, Position } from 'geojson'

import { boundsOf, type Bounds, type LngLat } from '../projection.ts'

/** A region's shape made ready for questions: its rings and bounds in degrees. */
export interface Ground {
  id: number
  rings: readonly Position[][]
  bounds: Bounds
}

const prepared = new WeakMap<FeatureCollection, ReadonlyMap<number, Ground>>()

/** Shapes of a collection by region id; worked out once per collection. */
export function groundsOf(shapes: FeatureCollection | null): ReadonlyMap<number, Ground> {
  if (!shapes) return new Map()
  const known = prepared.get(shapes)
  if (known) return known
  const grounds = new Map<number, Ground>()
  for (const shape of shapes.features) {
    const id = Number(shape.properties?.['id'])
    const rings = ringsOf(shape)
    const bounds = boundsOf(rings.flat().map(([lng = 0, lat = 0]): LngLat => [lng, lat]))
    if (bounds && Number.isFinite(id)) grounds.set(id, { id, rings, bounds })
  }
  prepared.set(shapes, grounds)
  return grounds
}

function ringsOf(shape: Feature): Position[][] {
  const g = shape.geometry
  if (g?.type === 'Polygon') return g.coordinates
  if (g?.type === 'MultiPolygon') return g.coordinates.flat()
  return []
}

/** The region a place lies in, by even-odd over its rings; null on water and outside. */
export function ownerOf(grounds: Iterable<Ground>, [lng, lat]: LngLat): number | null {
  for (const { id, rings, bounds } of grounds) {
    if (lng < bounds[0] || lng > bounds[2] || lat < bounds[1] || lat > bounds[3]) continue
    let inside = false
    for (const ring of rings) {
      let [px = 0, py = 0] = ring.at(-1) ?? []
      for (const [x = 0, y = 0] of ring) {
        if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside
        px = x
        py = y
      }
    }
    if (inside) return id
  }
  return null
}
