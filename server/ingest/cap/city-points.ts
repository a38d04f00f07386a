import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import distance from '@turf/distance'
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { BoundaryFeatures } from '../../city/boundaries.ts'
import type { CapArea, LngLat } from './record.ts'

/** About so many evenly spread points stand for each place (our default). */
const pointsEach = 120
/** A place is concerned once this share of its points lies in the area: borders never fit quite. */
const leastShare = 0.02
/** An area smaller than this on both sides, in degrees, may lie between all points. */
const smallDegrees = 0.05

type Shape = Feature<Polygon | MultiPolygon>
type Box = [west: number, south: number, east: number, north: number]

/** A place of the finest drawn level, as points spread over it. */
interface Place {
  region: RegionId
  shape: Shape
  box: Box
  points: LngLat[]
}

/** The city as areas of warnings are laid over it (影响范围落区). */
export interface CityPoints {
  /** The places that an area concerns, whole districts in place of all their towns; in tree order. */
  concerned(areas: readonly CapArea[], byCode: readonly RegionId[]): RegionId[]
}

/**
 * Spreads points over the towns, and over districts where no towns are drawn. Points and not outlines
 * are compared: that takes the same time for any outline, however crooked, and forgives borders that
 * do not fit.
 */
export function cityPoints(
  tree: RegionTree,
  outlines: { district: BoundaryFeatures | null; town: BoundaryFeatures | null },
): CityPoints {
  const towns = outlines.town?.features ?? []
  const covered = new Set(towns.flatMap(({ properties }) => properties.parentId ?? []))
  const bare = (outlines.district?.features ?? []).filter((f) => !covered.has(f.properties.id))
  const places = [...towns, ...bare].map((feature) => placeOf(feature.properties.id, feature))
  return {
    concerned: (areas, byCode) => {
      const hit = new Set(byCode)
      for (const region of insideOf(places, areas)) hit.add(region)
      return simplest(tree, hit)
    },
  }
}

function placeOf(region: RegionId, shape: Shape): Place {
  const box = boxOf(
    shape.geometry.coordinates.flat(shape.geometry.type === 'Polygon' ? 1 : 2) as Position[],
  )
  const [west, south, east, north] = box
  const inBox = (step: number): LngLat[] => {
    const found: LngLat[] = []
    for (let y = south + step / 2; y < north; y += step)
      for (let x = west + step / 2; x < east; x += step)
        if (booleanPointInPolygon([x, y], shape)) found.push([x, y])
    return found
  }
  // A first coarse grid says how much of the box the place fills.
  const side = Math.sqrt((east - west) * (north - south))
  const coarse = inBox(side / 8)
  const filled = Math.max(1, coarse.length) / 64
  const points = inBox(side * Math.sqrt(filled / pointsEach))
  return { region, shape, box, points: points.length > 0 ? points : coarse }
}

function boxOf(points: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of points) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

interface Cover {
  box: Box
  holds(point: LngLat): boolean
  /** Points of its own, for an area that lies between all of ours. */
  own: readonly LngLat[]
}

const kmPerDegree = 111.2

function coversOf({ polygons, circles }: CapArea): Cover[] {
  return [
    ...polygons.map((ring): Cover => {
      const shape: Polygon = { type: 'Polygon', coordinates: [ring] }
      return { box: boxOf(ring), own: ring, holds: (point) => booleanPointInPolygon(point, shape) }
    }),
    ...circles.map(({ centre, km }): Cover => {
      const [x, y] = centre
      const high = km / kmPerDegree
      const wide = high / Math.max(0.01, Math.cos((y * Math.PI) / 180))
      const box: Box = [x - wide, y - high, x + wide, y + high]
      return { box, own: [centre], holds: (point) => distance(centre, point) <= km }
    }),
  ]
}

const apart = (a: Box, b: Box): boolean => a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1]
const within = ([x, y]: LngLat, [west, south, east, north]: Box): boolean =>
  west <= x && x <= east && south <= y && y <= north
const isSmall = ([west, south, east, north]: Box): boolean =>
  east - west < smallDegrees && north - south < smallDegrees

function insideOf(places: readonly Place[], areas: readonly CapArea[]): Set<RegionId> {
  const hit = new Set<RegionId>()
  for (const cover of areas.flatMap(coversOf)) {
    const near = places.filter(({ region, box }) => !hit.has(region) && !apart(box, cover.box))
    const covered = near.filter(({ points }) => {
      const inside = points.filter((point) => within(point, cover.box) && cover.holds(point))
      return inside.length > 0 && inside.length >= points.length * leastShare
    })
    const found =
      covered.length > 0 || !isSmall(cover.box)
        ? covered
        : near.filter(({ shape }) => cover.own.some((point) => booleanPointInPolygon(point, shape)))
    for (const { region } of found) hit.add(region)
  }
  return hit
}

/** The fewest regions that say the same: a parent in place of all its children. */
function simplest(tree: RegionTree, hit: ReadonlySet<RegionId>): RegionId[] {
  const whole = (id: RegionId): boolean => {
    if (hit.has(id)) return true
    const children = tree.childrenOf(id)
    return children.length > 0 && children.every((child) => whole(child.id))
  }
  const take = (id: RegionId): RegionId[] =>
    whole(id) ? [id] : tree.childrenOf(id).flatMap((child) => take(child.id))
  return hit.size === 0 ? [] : take(tree.root.id)
}
