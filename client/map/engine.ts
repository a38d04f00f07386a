import gl from 'mapbox-gl/dist/mapbox-gl-csp.js'
import workerUrl from 'mapbox-gl/dist/mapbox-gl-csp-worker.js?url'
import 'mapbox-gl/dist/mapbox-gl.css'
import type { AnyLayer, AnySourceData, GeoJSONSource, Map as GlMap } from 'mapbox-gl'

import { glyphUrl } from './glyph-ranges.ts'
import { askOneAtATime, type AskedTile, type AskingSource } from './one-at-a-time.ts'
import type { Camera, LngLat, Point } from './projection.ts'
import type { LayerSpec, SourceSpec } from './scene.ts'
import type { SceneTarget } from './sync.ts'

export interface EngineOptions {
  container: HTMLElement
  camera: Camera
  maxZoom: number
  /** Where the glyph folders lie, without a closing slash. */
  glyphs: string
  ideographs: string
  on: {
    move(): void
    moveEnd(): void
    /** Everything asked for at the start has arrived and is on screen. */
    whole(): void
    tap(at: Point): void
    point(at: Point): void
    contextLost(): void
    contextRestored(): void
  }
}

/** The map library behind a narrow door; the only file that knows it. */
export interface Engine extends SceneTarget {
  zoom(): number
  /** CSS pixels from the map's north-west corner. */
  pixelOf(at: LngLat): Point
  /** The place under a pixel. */
  placeAt(at: Point): LngLat
  /** Id of the topmost shape of these layers under a pixel. */
  shapeAt(at: Point, layers: readonly string[]): number | null
  cursor(kind: 'pointer' | ''): void
  resize(): void
  dispose(): void
}

/** False on a machine without WebGL. The library's own test starts a blob worker, which our CSP forbids. */
export function engineSupported(): boolean {
  const context = document.createElement('canvas').getContext('webgl')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

/** Starts an empty map and resolves when it takes layers; rejects when no context can be had. */
export function createEngine(options: EngineOptions): Promise<Engine> {
  gl.workerUrl = workerUrl
  const map = new gl.Map({
    container: options.container,
    style: {
      version: 8,
      sources: {},
      layers: [],
      glyphs: `${options.glyphs}/{fontstack}/{range}.pbf`,
    },
    center: options.camera.center,
    zoom: options.camera.zoom,
    minZoom: options.camera.minZoom,
    maxZoom: options.maxZoom,
    antialias: false,
    // The last picture stays in sight while the next one is made ready.
    preserveDrawingBuffer: true,
    attributionControl: false,
    boxZoom: false,
    doubleClickZoom: false,
    dragRotate: false,
    fadeDuration: 0,
    keyboard: false,
    localIdeographFontFamily: options.ideographs,
    maxPitch: 0,
    pitchWithRotate: false,
    renderWorldCopies: false,
    touchPitch: false,
    trackResize: false,
    transformRequest: (url, kind) => ({
      url: kind === 'Glyphs' ? glyphUrl(url, options.glyphs) : url,
    }),
  })
  map.touchZoomRotate.disableRotation()
  const { on } = options
  map.on('move', on.move)
  map.on('moveend', on.moveEnd)
  map.on('click', (e) => on.tap(e.point))
  map.on('mousemove', (e) => on.point(e.point))
  map.on('webglcontextlost', on.contextLost)
  map.on('webglcontextrestored', on.contextRestored)
  return new Promise((resolve) => {
    map.once('load', () => {
      resolve(engineOf(map, curtainOf(map, on.whole)))
    })
  })
}

/** Keeps the picture as it is while the map is being changed. */
interface Curtain {
  lower(): void
}

/**
 * Draws nothing while something is still to arrive: in software a full frame takes half a second, and
 * each source and file that comes in would ask for one. When all is there the curtain goes up, the
 * scene is drawn once, and the first time `whole` is called. A hand on the map raises it at once.
 */
function curtainOf(map: GlMap, whole: () => void): Curtain {
  const context = map.getCanvas().getContext('webgl')
  let down = false
  let told = false
  const lower = (): void => {
    // Under a hand that drags, every frame counts.
    if (down || map.isMoving()) return
    down = true
    context?.enable(context.SCISSOR_TEST)
    context?.scissor(0, 0, 0, 0)
  }
  const raise = (): void => {
    if (!down) return
    down = false
    context?.disable(context.SCISSOR_TEST)
    map.triggerRepaint()
  }
  map.on('idle', () => {
    if (!map.getStyle().layers?.length) return
    if (down) raise()
    else if (!told) {
      told = true
      whole()
    }
  })
  map.on('movestart', (event: { originalEvent?: unknown }) => {
    if (event.originalEvent) raise()
  })
  lower()
  return { lower }
}

function engineOf(map: GlMap, curtain: Curtain): Engine {
  const { lower } = curtain
  return {
    addImage: (key, image) => {
      lower()
      const { width, height, data } = image.draw()
      map.addImage(key, { width, height, data }, { pixelRatio: image.ratio })
    },
    removeImage: (key) => map.removeImage(key),
    addSource: (id, source) => {
      lower()
      map.addSource(id, sourceData(source))
      if (source.type === 'geojson')
        askOneAtATime(map.getSource(id) as unknown as AskingSource<AskedTile>)
    },
    setSource: (id, source) => {
      lower()
      if (source.type === 'geojson') (map.getSource(id) as GeoJSONSource).setData(source.data)
    },
    removeSource: (id) => void map.removeSource(id),
    addLayer: (layer, beforeId) => {
      lower()
      map.addLayer(layerData(layer), beforeId)
    },
    removeLayer: (id) => void map.removeLayer(id),
    setLayout: (id, name, value) => {
      lower()
      map.setLayoutProperty(id, name, value)
    },
    setPaint: (id, name, value) => {
      lower()
      map.setPaintProperty(id, name, value)
    },
    setFilter: (id, filter) => void map.setFilter(id, filter as unknown[] | undefined),
    setState: (source, id, state) => {
      lower()
      map.setFeatureState({ source, id }, state)
    },
    removeState: (source, id) => map.removeFeatureState({ source, id }),
    jumpTo: ({ center, zoom, minZoom }) => {
      lower()
      map.setMinZoom(minZoom)
      map.jumpTo({ center, zoom })
    },
    addRing: ({ at }) => {
      const element = document.createElement('div')
      element.className = 'map-ring'
      element.append(document.createElement('span'))
      const marker = new gl.Marker({ element }).setLngLat(at).addTo(map)
      return () => void marker.remove()
    },
    zoom: () => map.getZoom(),
    pixelOf: (at) => {
      const { x, y } = map.project(at)
      return { x, y }
    },
    placeAt: ({ x, y }) => {
      const { lng, lat } = map.unproject([x, y])
      return [lng, lat]
    },
    shapeAt: ({ x, y }, layers) => {
      const known = layers.filter((id) => map.getLayer(id))
      const [top] = map.queryRenderedFeatures([x, y], { layers: known })
      return top?.id === undefined ? null : Number(top.id)
    },
    cursor: (kind) => {
      map.getCanvas().style.cursor = kind
    },
    resize: () => void map.resize(),
    dispose: () => map.remove(),
  }
}

function sourceData(source: SourceSpec): AnySourceData {
  if (source.type === 'image')
    return { type: 'image', url: source.url, coordinates: source.coordinates }
  // No simplification: neighbours that share a line must not be thinned apart.
  const exact = { tolerance: 0, maxzoom: 12, buffer: source.buffer ?? 64 }
  return {
    type: 'geojson',
    data: source.data,
    ...exact,
    ...(source.promoteId ? { promoteId: source.promoteId } : {}),
  }
}

function layerData({ custom, band: _, ...layer }: LayerSpec): AnyLayer {
  const given = Object.entries(layer).filter(([, value]) => value !== undefined)
  return (custom ? custom.layer : Object.fromEntries(given)) as AnyLayer
}
