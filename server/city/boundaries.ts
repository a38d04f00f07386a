import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { CityPack, LevelId, Region, RegionId } from '../../shared/city/pack.ts'
import type { PackProblem } from './problems.ts'
import type { PackTables } from './tables.ts'

interface Unit {
  code: string
}
/** Boundaries (界线) of a pack: one topology, so that neighbours share their arcs. */
export type Boundaries = Topology<Record<string, GeometryCollection<Unit>>>

export interface BoundaryProperties {
  id: RegionId
  code: string
  name: string
  parentId: RegionId | null
}
export type BoundaryFeatures = FeatureCollection<Polygon | MultiPolygon, BoundaryProperties>

const file = 'boundaries.topo.json'
/** Which object of the topology holds the outlines of a level. */
const objects: Partial<Record<LevelId, string>> = {
  district: 'units',
  town: 'towns',
  community: 'villages',
}
const decimals = 1e5

/** The pack's boundaries, or null where it has none. */
export function loadBoundaries(folder: string): Boundaries | null {
  const path = join(folder, file)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Boundaries) : null
}

const drawn = new WeakMap<Boundaries, Map<string, BoundaryFeatures>>()

/**
 * Outlines of one level as GeoJSON in WGS84 degrees, rounded to 5 decimals (about a metre), each with
 * its region's stable id; kept, so the same object is answered again. Empty where none are drawn.
 */
export function boundaryFeatures(
  boundaries: Boundaries,
  pack: Pick<CityPack, 'hash' | 'regions'>,
  level: LevelId,
): BoundaryFeatures {
  const known = drawn.get(boundaries) ?? new Map<string, BoundaryFeatures>()
  drawn.set(boundaries, known)
  const key = `${pack.hash} ${level}`
  const features = known.get(key) ?? draw(boundaries, pack.regions, level)
  known.set(key, features)
  return features
}

function draw(
  boundaries: Boundaries,
  regions: readonly Region[],
  level: LevelId,
): BoundaryFeatures {
  const outlines = boundaries.objects[objects[level] ?? '']
  if (outlines === undefined) return { type: 'FeatureCollection', features: [] }
  const byCode = regionsByCode(regions, level)
  return {
    type: 'FeatureCollection',
    features: feature(boundaries, outlines).features.flatMap(({ geometry, properties }) => {
      const region = byCode.get(properties.code)
      if (region === undefined) return []
      const { id, code, name, parentId } = region
      const shape = geometry as Polygon | MultiPolygon
      return {
        type: 'Feature' as const,
        properties: { id, code, name, parentId },
        geometry: { ...shape, coordinates: rounded(shape.coordinates) } as typeof shape,
      }
    }),
  }
}

/** The outlines of one level as the topology holds them, with the living region of each. */
export function boundaryGeometries(
  boundaries: Boundaries,
  regions: readonly Region[],
  level: LevelId,
): { region: RegionId; geometry: GeometryCollection<Unit>['geometries'][number] }[] {
  const byCode = regionsByCode(regions, level)
  const outlines = boundaries.objects[objects[level] ?? '']?.geometries ?? []
  return outlines.flatMap((geometry) => {
    const region = byCode.get((geometry.properties as Partial<Unit> | undefined)?.code ?? '')
    return region === undefined ? [] : [{ region: region.id, geometry }]
  })
}

const regionsByCode = (regions: readonly Region[], level: LevelId): Map<string, Region> =>
  new Map(regions.filter((r) => r.level === level && r.validTo === null).map((r) => [r.code, r]))

type Nested = number | Nested[]
const rounded = (value: Nested): Nested =>
  typeof value === 'number' ? Math.round(value * decimals) / decimals : value.map(rounded)

/** Outlines whose code no living region of their level carries. */
export function boundaryProblems(folder: string, tables: PackTables): PackProblem[] {
  let boundaries: Boundaries | null
  try {
    boundaries = loadBoundaries(folder)
  } catch {
    return [{ file, row: 0, column: '', found: '', expected: '不是合法的 TopoJSON' }]
  }
  if (boundaries === null) return []
  const regions = tables.regions.map(({ value }) => value)
  const problems: PackProblem[] = []
  for (const [level, object = ''] of Object.entries(objects)) {
    const byCode = regionsByCode(regions, level as LevelId)
    boundaries.objects[object]?.geometries.forEach(({ properties }, i) => {
      const code = (properties as Partial<Unit> | undefined)?.code ?? ''
      if (byCode.has(code)) return
      const column = `objects.${object}.geometries.${i}.properties.code`
      problems.push({
        file,
        row: 0,
        column,
        found: code,
        expected: 'regions.tsv 中没有此代码的区域',
      })
    })
  }
  return problems
}
