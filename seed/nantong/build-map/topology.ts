import { readFileSync } from 'node:fs'
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon } from 'geojson'
import { feature, merge, mesh } from 'topojson-client'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'

export interface UnitProps {
  code: string
  name: string
}
export interface TownProps extends UnitProps {
  unit: string
}
export interface VillageProps extends UnitProps {
  town: string
}
export type Boundaries = Topology<{
  units: GeometryCollection<UnitProps>
  towns: GeometryCollection<TownProps>
  villages: GeometryCollection<VillageProps>
}> & { properties?: { note?: string } }

/** The one topology every line, ring and picture of the map is cut from. */
export function readBoundaries(file: URL): Boundaries {
  return JSON.parse(readFileSync(file, 'utf8')) as Boundaries
}

/** The city as one shape; merged from shared arcs, so its edge is the districts' own edge. */
export function cityOf(t: Boundaries): MultiPolygon {
  return merge(t, t.objects.units.geometries as Parameters<typeof merge>[1])
}

export function districtsOf(t: Boundaries): Feature<MultiPolygon, UnitProps>[] {
  const all = feature(t, t.objects.units) as FeatureCollection<MultiPolygon, UnitProps>
  return all.features
}

export function townsOf(t: Boundaries): Feature<MultiPolygon, TownProps>[] {
  const all = feature(t, t.objects.towns) as FeatureCollection<MultiPolygon, TownProps>
  return all.features
}

const propsOf = <P>(g: GeometryObject): P => g.properties as P

/** Boundaries between districts; between towns of one district; between villages of one town. */
export function meshesOf(t: Boundaries): Record<'county' | 'town' | 'village', MultiLineString> {
  return {
    county: mesh(t, t.objects.units, (a, b) => a !== b),
    town: mesh(
      t,
      t.objects.towns,
      (a, b) => a !== b && propsOf<TownProps>(a).unit === propsOf<TownProps>(b).unit,
    ),
    village: mesh(
      t,
      t.objects.villages,
      (a, b) => a !== b && propsOf<VillageProps>(a).town === propsOf<VillageProps>(b).town,
    ),
  }
}
