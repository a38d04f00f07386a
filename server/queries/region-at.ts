import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import type { BoundaryFeatures } from '../city/boundaries.ts'
import { metresBetween } from '../../shared/cases/near.ts'
import type { LevelId, RegionId } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'

/** Where a point lies: `outside` of the city, or in a region; null = inside, nobody can say where. */
export type PointPlace = { inside: false } | { inside: true; region: RegionId | null }

/** Without drawn borders a point belongs to the nearest label this near (our default). */
const labelMetres = 5_000

/** The outlines of one level; null where the pack draws none. */
export type OutlinesOf = (level: LevelId) => BoundaryFeatures | null

/**
 * The finest region that a WGS84 point lies in (落点归区): by drawn borders, in a city without them by the
 * nearest label. A pack with neither holds every point and says of none where it is.
 */
export function regionAt(
  tree: RegionTree,
  outlines: OutlinesOf,
  point: readonly [number, number],
): PointPlace {
  let drawn = false
  for (const level of [...levelIds].reverse()) {
    const features = outlines(level)?.features ?? []
    drawn ||= features.length > 0
    const hit = features.find(
      (feature) => inBox(boxOf(feature), point) && booleanPointInPolygon([...point], feature),
    )
    if (hit !== undefined) return { inside: true, region: hit.properties.id }
  }
  return drawn ? { inside: false } : nearestLabel(tree, point)
}

function nearestLabel(tree: RegionTree, point: readonly [number, number]): PointPlace {
  let best: { region: RegionId; metres: number } | null = null
  let labels = 0
  for (const { id, lng, lat, parentId } of tree.all) {
    if (lng === null || lat === null || parentId === null) continue
    labels += 1
    const metres = metresBetween([lng, lat], point)
    if (metres <= labelMetres && (best === null || metres < best.metres))
      best = { region: id, metres }
  }
  if (best !== null) return { inside: true, region: best.region }
  return labels === 0 ? { inside: true, region: null } : { inside: false }
}

type Outline = BoundaryFeatures['features'][number]
type Box = readonly [west: number, south: number, east: number, north: number]
const boxes = new WeakMap<Outline, Box>()

function boxOf(outline: Outline): Box {
  const known = boxes.get(outline)
  if (known) return known
  const { geometry } = outline
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  let box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of rings.flat())
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  boxes.set(outline, box)
  return box
}

const inBox = ([west, south, east, north]: Box, [x, y]: readonly [number, number]): boolean =>
  west <= x && x <= east && south <= y && y <= north
