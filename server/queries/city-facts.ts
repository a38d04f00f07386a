import type { Category, LevelId, RegionId } from '../../shared/city/pack.ts'
import type { EventTypeFacts } from '../../shared/city/event-types.ts'
import { levelIds } from '../../shared/city/pack.ts'
import type { FacilityAnswer } from '../../shared/facilities/answers.ts'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import { boundaryFeatures, loadBoundaries, type BoundaryFeatures } from '../city/boundaries.ts'
import { loadFacilityPoints } from '../city/facility-points.ts'
import { loadMapArt, type MapArt } from '../city/map-art.ts'
import { neighboursOf } from './analysis/neighbours.ts'
import type { CityView } from './city-view.ts'
import { facilityList } from './facility-list.ts'
import { regionAt, type PointPlace } from './region-at.ts'

/** What a screen must know of the city before it asks for figures (城市概况). */
export interface CityFacts {
  id: string
  code: string
  name: string
  title: string
  zone: string
  demo: boolean
  boundaryNote: string
  hasBoundaries: boolean
  cityRegion: RegionId
  levels: { id: LevelId; name: string }[]
  categories: Category[]
  caseSources: { key: string; name: string }[]
  departments: { id: string; name: string }[]
  /** The map's drawn art and where its files are served; null where the pack has none. */
  art: { base: string; manifest: MapArt } | null
  now: number
  position: number
}

/** A region as the client keeps it. */
export interface RegionNode {
  id: RegionId
  code: string
  name: string
  level: LevelId
  kind: 'admin' | 'functional'
  parentId: RegionId | null
  lng: number | null
  lat: number | null
}

export interface ThemeFacts {
  id: string
  name: string
  shortName: string
  field: string
  order: number
  defaultIndicator: string
  leadName: string
}

/** What of the city does not move: facts, regions, boundaries, themes, the catalogue. */
export interface CityReference {
  city(): CityFacts
  regions(question: { root?: RegionId; depth?: number }): RegionNode[]
  boundaries(question: { level: LevelId; within?: RegionId }): {
    note: string
    features: BoundaryFeatures | null
  }
  /** Which regions of a level touch (相邻); null where none are drawn. */
  neighbours(level: LevelId): ReadonlyMap<RegionId, readonly RegionId[]> | null
  /** The finest region that a WGS84 point [lng, lat] lies in. */
  regionAt(point: readonly [number, number]): PointPlace
  themes(): ThemeFacts[]
  eventTypes(): EventTypeFacts[]
  indicators(question: { theme?: string }): IndicatorMeta[]
  facilities(question: { region: RegionId; theme: string }): FacilityAnswer
}

/** Where the pack's art is served. */
export const artBase = '/city/art/'

/** Reads the pack's folder once; boundaries stay in memory. */
export function cityReference(view: CityView, folder: string, demo: boolean): CityReference {
  const boundaries = loadBoundaries(folder)
  const manifest = loadMapArt(folder)
  const facilities = loadFacilityPoints(folder, view.epoch.pack)
  const levelsDown = levelIds.indexOf('town')
  return {
    city: () => {
      const { pack } = view.epoch
      return {
        id: pack.id,
        code: pack.code,
        name: pack.name,
        title: pack.title,
        zone: pack.zone,
        demo,
        boundaryNote: pack.boundaryNote,
        hasBoundaries: boundaries !== null,
        cityRegion: pack.cityRegion,
        levels: pack.levels.map(({ id, name }) => ({ id, name })),
        categories: [...pack.categories],
        caseSources: pack.caseSources.map(({ key, name }) => ({ key, name })),
        departments: pack.departments.map(({ id, name }) => ({ id, name })),
        art: manifest === null ? null : { base: artBase, manifest },
        now: view.clock.now(),
        position: view.position,
      }
    },
    eventTypes: () => {
      const { eventTypes, departments } = view.epoch.pack
      const names = new Map(departments.map(({ id, name }) => [id, name]))
      return eventTypes.map(({ code, category, name, severity, lead }) => ({
        ...{ code, category, name, severity },
        leadName: names.get(lead) ?? lead,
      }))
    },
    regions: ({ root, depth }) => {
      const { tree } = view.epoch
      const top = tree.get(root ?? tree.root.id)
      const finest = levelIds.indexOf(top.level) + (depth ?? levelsDown)
      return [top, ...tree.descendantsOf(top.id)]
        .filter((r) => r.validTo === null && levelIds.indexOf(r.level) <= finest)
        .map(({ id, code, name, level, kind, parentId, lng, lat }) => ({
          id,
          code,
          name,
          level,
          kind,
          parentId,
          lng,
          lat,
        }))
    },
    boundaries: ({ level, within }) => {
      const { pack, tree } = view.epoch
      if (boundaries === null) return { note: pack.boundaryNote, features: null }
      const all = boundaryFeatures(boundaries, pack, level)
      const features =
        within === undefined
          ? all
          : { ...all, features: all.features.filter((f) => tree.inside(f.properties.id, within)) }
      return { note: pack.boundaryNote, features }
    },
    neighbours: (level) => neighboursOf(boundaries, view.epoch.pack, level),
    regionAt: (point) => {
      const { pack, tree } = view.epoch
      const outlines = (level: LevelId) => boundaries && boundaryFeatures(boundaries, pack, level)
      return regionAt(tree, outlines, point)
    },
    themes: () => {
      const { pack } = view.epoch
      const departments = new Map(pack.departments.map((d) => [d.id, d.name]))
      return [...pack.themes]
        .sort((a, b) => a.order - b.order)
        .map(({ id, name, shortName, field, order, defaultIndicator, lead }) => ({
          id,
          name,
          shortName,
          field,
          order,
          defaultIndicator,
          leadName: departments.get(lead) ?? lead,
        }))
    },
    indicators: ({ theme }) => {
      const { catalog, pack } = view.epoch
      return pack.indicators
        .filter((i) => theme === undefined || i.theme === theme)
        .map((i) => catalog.meta(i))
    },
    facilities: (question) => facilityList(facilities, view.epoch, { ...question, demo }),
  }
}
