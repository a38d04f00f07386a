import type { FeatureCollection } from 'geojson'

import type { Bounds } from '../projection.ts'
import type { LayerSpec } from '../scene.ts'
import type { Tokens } from '../tokens.ts'
import { bands } from './bands.ts'

/** Graticule (经纬网) and the neighbours' land, if the art has any. The sea itself is the page's. */
export function seaLayers(tokens: Tokens, k: number, withNeighbours: boolean): LayerSpec[] {
  const graticule: LayerSpec = {
    id: 'graticule',
    band: bands.sea,
    type: 'line',
    source: 'graticule',
    paint: { 'line-color': tokens.graticule, 'line-width': k },
  }
  if (!withNeighbours) return [graticule]
  return [
    graticule,
    {
      id: 'neighbours',
      band: bands.sea,
      type: 'fill',
      source: 'neighbours',
      paint: { 'fill-color': tokens.neighbour, 'fill-antialias': false },
    },
    {
      id: 'neighbours-line',
      band: bands.sea,
      type: 'line',
      source: 'neighbours',
      paint: { 'line-color': tokens.neighbourLine, 'line-width': k },
    },
  ]
}

/** Meridians and parallels around `bounds`, at a step that puts about eight across them. */
export function graticule(bounds: Bounds): FeatureCollection {
  const span = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1], 0.01)
  const step = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5].find((s) => span / s <= 9) ?? 5
  const reach = span * 5
  const from = (v: number) => Math.floor((v - reach) / step) * step
  const lines: [number, number][][] = []
  const [west, south] = [from(bounds[0]), Math.max(-80, from(bounds[1]))]
  const [east, north] = [bounds[2] + reach, Math.min(80, bounds[3] + reach)]
  for (let i = 0; west + i * step <= east; i++)
    lines.push([
      [west + i * step, south],
      [west + i * step, north],
    ])
  for (let i = 0; south + i * step <= north; i++)
    lines.push([
      [west, south + i * step],
      [east, south + i * step],
    ])
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'MultiLineString', coordinates: lines },
      },
    ],
  }
}
