import type { InjectionKey } from 'vue'
import type { CaseRow, LiveFrame, RhythmSlot } from '../../shared/cases/rows.ts'
import type { Category, CaseSource, LevelId, RegionId } from '../../shared/city/pack.ts'
import type { BoardAnswer } from '../../shared/indicators/answers.ts'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'

/** The city as every screen needs it first. */
export interface City {
  id: string
  code: string
  name: string
  title: string
  zone: string
  demo: boolean
  boundaryNote: string
  hasBoundaries: boolean
  cityRegion: RegionId
  levels: readonly { id: LevelId; name: string }[]
  categories: readonly Category[]
  caseSources: readonly CaseSource[]
  /** Where the drawn map lies; null = the pack has none. */
  art: { base: string; manifest: unknown } | null
}

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

export interface ThemeItem {
  id: string
  name: string
  shortName: string
  field: string
  order: number
  defaultIndicator: string
  leadName: string
}

export interface BoundaryProperties {
  id: RegionId
  code: string
  name: string
  parentId: RegionId | null
}
export type BoundaryFeatures = FeatureCollection<Polygon | MultiPolygon, BoundaryProperties>

export interface BoardQuestion {
  region: RegionId
  theme: string
  focus: string | null
  /** Log position; null = now. */
  at: number | null
}

export interface CaseQuestion {
  region: RegionId
  order: 'urgent' | 'newest'
  limit: number
  at: number | null
}

export interface CaseList {
  rows: CaseRow[]
  total: number | null
  position: number
}

export interface Rhythm {
  slots: RhythmSlot[]
  dayStart: number
  now: number
  position: number
}

/** One try at the live feed. Events may come in any number until the returned function is called. */
export interface FeedEvents {
  connected(): void
  connecting(): void
  frame(id: string, frame: LiveFrame): void
  failed(error: unknown): void
}
export type OpenFeed = (from: string | null, events: FeedEvents) => () => void

/** Everything the client asks of the server; a rejected promise carries what `faultOf` reads. */
export interface CityApi {
  city(): Promise<City>
  /** The city down to its towns, or one region and what lies directly below it. */
  regions(around?: RegionId): Promise<RegionNode[]>
  boundaries(level: 'district' | 'town'): Promise<BoundaryFeatures | null>
  themes(): Promise<ThemeItem[]>
  board(question: BoardQuestion): Promise<BoardAnswer>
  cases(question: CaseQuestion): Promise<CaseList>
  caseRow(caseId: number, at: number | null): Promise<CaseRow>
  rhythm(region: RegionId, at: number | null): Promise<Rhythm>
  feed(region: RegionId): OpenFeed
}

export const cityApiKey: InjectionKey<CityApi> = Symbol('city api')
