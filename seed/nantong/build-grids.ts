/**
 * Draws the grids (网格) of every community and writes `grids.tsv`; run by hand, its output is committed:
 * `npx tsx seed/nantong/build-grids.ts`. Same regions and boundaries give the same file. Once real
 * grids are known, that list replaces the file and this script goes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { MultiPolygon, Position } from 'geojson'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { feature } from 'topojson-client'

import { insideShape, shapeBounds } from './build-grids/inside-shape.ts'
import { isVillage } from './build-grids/is-village.ts'
import { readBoundaries } from './build-map/topology.ts'

/** Grids a community has: 社区 8–15, 村 3–6. Our default; 300–500 households each is the common rule. */
const perTownCommunity = [8, 15] as const
const perVillage = [3, 6] as const
const firstId = 10_001
const tries = 24

const here = (name: string) => new URL(name, import.meta.url)
const topology = readBoundaries(here('boundaries.topo.json'))
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

// Rounded as the server sends them, so that a point by the edge lies inside on the screen too.
const shapes = new Map<string, MultiPolygon>()
for (const { properties, geometry } of feature(topology, topology.objects.villages).features) {
  const { coordinates } = geometry as MultiPolygon
  shapes.set(properties.code, {
    type: 'MultiPolygon',
    coordinates: coordinates.map((part) => part.map((ring) => ring.map((at) => at.map(round)))),
  })
}

/** Points spread over the shape: each new one is the farthest of several drawn at random. */
function spread(shape: MultiPolygon, count: number, seed: number): Position[] {
  const random = xoroshiro128plus(seed)
  const [west, south, east, north] = shapeBounds(shape)
  const draw = (): Position | null => {
    const point = [
      round(west + uniformFloat64(random) * (east - west)),
      round(south + uniformFloat64(random) * (north - south)),
    ]
    return insideShape(shape, point) ? point : null
  }
  const points: Position[] = []
  for (let missed = 0; points.length < count && missed < 10_000;) {
    const drawn = Array.from({ length: tries }, draw).filter((point) => point !== null)
    if (drawn.length === 0) missed += 1
    else points.push(farthest(drawn, points))
  }
  return points
}

function farthest(candidates: Position[], taken: Position[]): Position {
  const room = ([x = 0, y = 0]: Position): number =>
    Math.min(...taken.map(([a = 0, b = 0]) => Math.hypot((x - a) * 0.85, y - b)))
  return candidates.reduce((best, point) => (room(point) > room(best) ? point : best))
}

const [header = '', ...lines] = readFileSync(here('regions.tsv'), 'utf8')
  .replace(/\n$/, '')
  .split('\n')
const columns = header.split('\t')
const communities = lines
  .map((line) => new Map(line.split('\t').map((cell, i) => [columns[i] ?? '', cell])))
  .filter((row) => row.get('level') === 'community' && row.get('validTo') === '')

const rows = ['id\tcode\tname\tparent\tlng\tlat\tvalidFrom\tvalidTo\tsuccessor']
let id = firstId
for (const row of communities) {
  const [code = '', name = '', parent = ''] = ['code', 'name', 'id'].map((key) => row.get(key))
  const shape = shapes.get(code)
  if (shape === undefined) throw new Error(`boundaries.topo.json has no shape for ${code} ${name}`)
  const [least, most] = isVillage(name) ? perVillage : perTownCommunity
  const count = uniformInt(xoroshiro128plus(Number(parent)), least, most)
  const points = spread(shape, count, Number(parent) + 1_000_000)
  if (points.length < count) throw new Error(`no room for ${count} grids in ${code} ${name}`)
  points.forEach(([lng, lat], i) => {
    const number = i + 1
    const gridCode = `${code}${String(number).padStart(3, '0')}`
    rows.push([id++, gridCode, `${name}第${number}网格`, parent, lng, lat, '', '', ''].join('\t'))
  })
}
writeFileSync(here('grids.tsv'), `${rows.join('\n')}\n`)
