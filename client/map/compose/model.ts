import type { FeatureCollection } from 'geojson'

import type { CaseRow } from '../../../shared/cases/rows.ts'
import type { LevelId, Region, Severity } from '../../../shared/city/pack.ts'
import type { LoadedArt } from '../art.ts'
import type { Classes } from '../../../shared/indicators/classify.ts'
import type { Box } from '../layout/box.ts'
import { groundsOf, type Ground } from '../layout/ground.ts'
import type { FreeBox, Point } from '../projection.ts'
import type { MapFigure, SymbolTable } from '../symbology.ts'
import type { Tokens } from '../tokens.ts'

export type MapRegion = Pick<Region, 'id' | 'name' | 'parentId' | 'level' | 'lng' | 'lat'>

/** Shapes whose properties are `{ id, code, name, parentId }`; null where the city has none. */
export interface Boundaries {
  districts: FeatureCollection | null
  towns: FeatureCollection | null
  /** Of the chosen town alone. */
  communities?: FeatureCollection | null
}

/** An open warning (预警) on a region: its rim takes the severity's colour. */
export interface RegionAlert {
  region: number
  severity: Severity
}

/** Facilities (设施点位) of a theme; a kind whose glyph is null is switched off. */
export interface MapFacilities {
  glyphs: readonly (string | null)[]
  /** Parallel columns; `kind` indexes `glyphs`. */
  points: { kind: readonly number[]; lng: readonly number[]; lat: readonly number[] }
}

/** What the page wants to see. */
export interface StageModel {
  art: LoadedArt | null
  boundaries: Boundaries
  regions: readonly MapRegion[]
  scope: number
  scopeLevel: LevelId
  figures: readonly MapFigure[]
  labelFigures: readonly MapFigure[]
  classes: Classes
  format: (value: number) => string
  events: readonly CaseRow[]
  symbols: SymbolTable
  selectedCase: number | null
  alerts: readonly RegionAlert[]
  facilities?: MapFacilities | null
  reducedMotion: boolean
  /** Steps of twice nearer than where the scope fills its room (放大); left out = 0. */
  nearer?: number
}

/** Where it is shown. `zoom` is the person's own, null while the map rests where it jumped to. */
export interface StageView {
  width: number
  height: number
  /** Size factor: 1 on a 1080-line wall. */
  k: number
  /** Picture pixels per CSS pixel. */
  ratio: number
  free: FreeBox
  /** What is written over the map, px of the plane. */
  words: readonly Box[]
  zoom: number | null
  tokens: Tokens
  /** Grows when a font arrives, so that names are drawn again. */
  faces: number
  previous: ReadonlyMap<number, Point>
}

export interface Atlas {
  byId: ReadonlyMap<number, MapRegion>
  children: ReadonlyMap<number, readonly MapRegion[]>
  districts: ReadonlyMap<number, Ground>
  towns: ReadonlyMap<number, Ground>
  communities: ReadonlyMap<number, Ground>
  /** The scope and its ancestors, nearest first. */
  path: readonly number[]
}

/** The tree and the shapes, made ready to be asked. */
export function atlasOf(model: StageModel): Atlas {
  const byId = new Map(model.regions.map((r) => [r.id, r]))
  const children = new Map<number, MapRegion[]>()
  for (const region of model.regions) {
    if (region.parentId === null) continue
    const siblings = children.get(region.parentId)
    if (siblings) siblings.push(region)
    else children.set(region.parentId, [region])
  }
  return {
    byId,
    children,
    districts: groundsOf(model.boundaries.districts),
    towns: groundsOf(model.boundaries.towns),
    communities: groundsOf(model.boundaries.communities ?? null),
    path: pathOf(byId, model.scope),
  }
}

/** A region and its ancestors, nearest first; empty for an unknown region. */
export function pathOf(byId: ReadonlyMap<number, MapRegion>, id: number): number[] {
  const path: number[] = []
  for (let at = byId.get(id); at && !path.includes(at.id);) {
    path.push(at.id)
    at = at.parentId === null ? undefined : byId.get(at.parentId)
  }
  return path
}

export const groundOf = (atlas: Atlas, id: number): Ground | undefined =>
  atlas.districts.get(id) ?? atlas.towns.get(id) ?? atlas.communities.get(id)

/**
 * The region a tap on `tapped` means (下钻): one step down towards it from the scope, or sideways to
 * the nearest relative of the scope when it lies outside.
 */
export function regionMeant(atlas: Atlas, scope: number, tapped: number): number {
  const path = pathOf(atlas.byId, tapped)
  const within = path.indexOf(scope)
  if (within >= 0) return path[within - 1] ?? tapped
  const meeting = path.findIndex((id) => atlas.path.includes(id))
  return path[meeting - 1] ?? tapped
}
