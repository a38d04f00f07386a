import type { FeatureCollection } from 'geojson'

import type { Camera } from './projection.ts'

export type Expression = readonly unknown[]

/** One layer as data; `band` is its fixed place in the stack, lower lies deeper. */
export interface LayerSpec {
  id: string
  band: number
  type: 'fill' | 'line' | 'symbol' | 'circle' | 'raster' | 'custom'
  source?: string
  minzoom?: number
  filter?: Expression
  layout?: Record<string, unknown>
  paint?: Record<string, unknown>
  /** Only for `custom`: the object the engine hands to the map, and a key that says what it draws. */
  custom?: { key: string; layer: CustomLayer }
}

/** What a custom layer may ask of the map it is on. */
export interface LayerHost {
  getZoom(): number
  getContainer(): HTMLElement
}

export interface CustomLayer {
  id: string
  type: 'custom'
  renderingMode: '2d'
  onAdd(map: LayerHost, gl: WebGLRenderingContext): void
  onRemove(map: LayerHost, gl: WebGLRenderingContext): void
  render(gl: WebGLRenderingContext, matrix: number[]): void
}

export interface GeoSource {
  type: 'geojson'
  /** An address, or the features. Two sources with the same `key` hold the same data. */
  data: string | FeatureCollection
  key: unknown
  promoteId?: string
  buffer?: number
}

export interface PictureSource {
  type: 'image'
  url: string
  /** Corners clockwise from the north-west. */
  coordinates: [number, number][]
}

export type SourceSpec = GeoSource | PictureSource

/** A picture named by all that decides its pixels; drawn only when the map lacks it. */
export interface ImageSpec {
  ratio: number
  draw: () => ImageData
}

export type AreaState = Readonly<Record<string, number>>

/** A pulsing ring in the DOM around a case of severity Ⅰ. */
export interface Ring {
  id: number
  at: [number, number]
}

/** All the map should show: what the sync compares with what it last applied. */
export interface Scene {
  images: ReadonlyMap<string, ImageSpec>
  sources: Readonly<Record<string, SourceSpec>>
  layers: readonly LayerSpec[]
  /** Per source, per feature id. */
  states: Readonly<Record<string, ReadonlyMap<number | string, AreaState>>>
  camera: Camera
  rings: readonly Ring[]
}
