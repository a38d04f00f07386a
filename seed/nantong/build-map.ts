/**
 * Draws the map's art (底图美术) from `boundaries.topo.json`; run by hand, its output is committed.
 * Everything comes from the one topology, so lines lie exactly on the polygons the server sends.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { featureCollection } from '@turf/turf'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'

import { bake } from './build-map/bake.ts'
import { labelPoint } from './build-map/label-points.ts'
import type { Bounds } from './build-map/mercator.ts'
import { neighbourLand, seaTexts } from './build-map/neighbours.ts'
import { cutOutline } from './build-map/outline.ts'
import { rimsOf } from './build-map/rims.ts'
import { cityOf, districtsOf, meshesOf, readBoundaries, townsOf } from './build-map/topology.ts'

const here = (name: string) => new URL(name, import.meta.url)
const topology = readBoundaries(here('boundaries.topo.json'))
const folder = here('map/')
mkdirSync(folder, { recursive: true })

function write(name: string, data: unknown, decimals: number): string {
  const factor = 10 ** decimals
  const text = JSON.stringify(data, (_, v: unknown) =>
    typeof v === 'number' ? Math.round(v * factor) / factor : v,
  )
  writeFileSync(new URL(name, folder), text + '\n')
  return name
}

const line = (geometry: Geometry): FeatureCollection =>
  featureCollection([{ type: 'Feature', properties: {}, geometry } as Feature])

function boundsOf(rings: Position[][], margin: [number, number, number, number]): Bounds {
  const xs = rings.flat().map(([x = 0]) => x)
  const ys = rings.flat().map(([, y = 0]) => y)
  return [
    Math.min(...xs) - margin[0],
    Math.min(...ys) - margin[1],
    Math.max(...xs) + margin[2],
    Math.max(...ys) + margin[3],
  ]
}

const rings = cityOf(topology).coordinates.flatMap((part) => part.slice(0, 1))
const districts = districtsOf(topology)
const meshes = meshesOf(topology)
const land = neighbourLand()

const files = {
  outline: write('outline.geojson', featureCollection(rings.flatMap(cutOutline)), 5),
  rims: write('rims.geojson', featureCollection(districts.flatMap(rimsOf)), 4),
  countyLines: write('county-lines.geojson', line(meshes.county), 5),
  townLines: write('town-lines.geojson', line(meshes.town), 5),
  villageLines: write('village-lines.geojson', line(meshes.village), 4),
  neighbours: write('neighbours.geojson', featureCollection(land), 4),
  texts: write('texts.geojson', featureCollection<Geometry>(seaTexts()), 4),
  labelPoints: write(
    'label-points.json',
    Object.fromEntries(
      [...districts, ...townsOf(topology)].map((f) => [f.properties.code, labelPoint(f.geometry)]),
    ),
    5,
  ),
}

const under = { bounds: boundsOf(rings, [0.34, 0.34, 0.34, 0.3]), width: 1400 }
const light = { bounds: boundsOf(rings, [0.004, 0.004, 0.004, 0.004]), width: 2048 }
const pictures = await bake(
  {
    city: rings,
    districts: districts.flatMap((f) => f.geometry.coordinates.flatMap((p) => p.slice(0, 1))),
    neighbours: land.flatMap((f) => f.geometry.coordinates),
  },
  under,
  light,
)
writeFileSync(new URL('under.webp', folder), pictures.under)
writeFileSync(new URL('light.webp', folder), pictures.light)

write(
  'art.json',
  {
    version: 1,
    note: topology.properties?.note ?? '示意边界',
    bounds: boundsOf(rings, [0, 0, 0, 0]),
    files,
    pictures: {
      under: { file: 'under.webp', bounds: under.bounds },
      light: { file: 'light.webp', bounds: light.bounds },
    },
  },
  5,
)
