import type { Feature, FeatureCollection } from 'geojson'

import { cornersOf, type LoadedArt } from '../art.ts'
import { hatchImage } from '../images/hatch.ts'
import { stacked } from '../layers/bands.ts'
import { bodyLayers, lightLayer } from '../layers/body.ts'
import { landLayers } from '../layers/land.ts'
import { lineLayers, scopeLayers } from '../layers/lines.ts'
import { bubbleLayers, facilityLayers, markLayers } from '../layers/marks.ts'
import { graticule, seaLayers } from '../layers/sea.ts'
import type { Box } from '../layout/box.ts'
import type { Obstacle } from '../layout/labels.ts'
import { project, unproject, type Camera, type LngLat, type Point } from '../projection.ts'
import type { GeoSource, ImageSpec, Scene, SourceSpec } from '../scene.ts'
import { hatchKinds, type HatchKind } from '../symbology.ts'
import { areasOf } from './areas.ts'
import { bubbleSheet } from './bubbles.ts'
import { cameraOf, cityBounds } from './camera.ts'
import { eventObstacles, eventSheet, locatedEvents, type EventMark } from './events.ts'
import { labelSheet } from './labels.ts'
import { plateSheet } from './plates.ts'
import { atlasOf, type Atlas, type StageModel, type StageView } from './model.ts'
import { wordSheet } from './words.ts'

/** A placed thing that a finger can hit or a call-out should not hide. */
export interface LabelMark {
  region: number
  at: LngLat
  width: number
  height: number
}

export interface Composition {
  scene: Scene
  atlas: Atlas
  events: readonly EventMark[]
  labels: readonly LabelMark[]
  bubbles: readonly { region: number; at: LngLat; radius: number }[]
  offsets: ReadonlyMap<number, Point>
}

/** The whole map for one model in one view: pure but for the pictures, which are drawn when needed. */
export function compose(model: StageModel, view: StageView): Composition {
  const { tokens, k, ratio } = view
  const atlas = atlasOf(model)
  const areas = areasOf(model, atlas)
  const camera = cameraOf(model, view, atlas)
  const zoom = view.zoom ?? camera.zoom
  const located = locatedEvents(model.events)
  const bubbles = bubbleSheet(areas.bubbles, model, view, atlas, zoom)
  const words = wordSheet(model.art?.texts ?? collection([]), view, zoom)
  const labels = labelSheet({
    model,
    view,
    atlas,
    camera,
    zoom,
    bubble: (id) => bubbles.radius.get(id) ?? 0,
    obstacles: [
      ...eventObstacles(located, zoom, k),
      ...words.obstacles,
      ...bubbles.obstacles,
      ...pageObstacles(view, camera, zoom),
    ],
  })
  const boxes: Box[] = labels.placed.map((p) => p.box)
  const events = eventSheet(located, boxes, model, view, zoom)
  const plates = plateSheet(model, view, zoom, frameOf(view, camera, zoom), [
    ...boxes,
    ...eventBoxes(events.marks, zoom),
  ])
  const hatches = hatchKinds.map((kind) => [kind, hatchImage(kind, tokens, k, ratio)] as const)
  const { art } = model
  const layers = stacked([
    ...seaLayers(tokens, k, art !== null),
    ...(art ? [...bodyLayers(art, tokens, k), lightLayer(tokens, k)] : []),
    ...landLayers(tokens, { ...areas, hatches: namesOf(hatches) }),
    ...lineLayers(tokens, k, art !== null, areas.levels),
    ...scopeLayers(tokens, k, { ...areas, withRims: 'rims' in areas.states }),
    ...bubbleLayers(tokens, k),
    ...markLayers(tokens, k, labels.size),
    ...facilityLayers(tokens, k),
  ])
  const sources: Record<string, SourceSpec> = {
    graticule: drawn(graticule(cityBounds(model, atlas))),
    ...(art ? artSources(art) : {}),
    ...shapeSources(model),
    words: drawn(collection(words.features)),
    bubbles: drawn(collection(bubbles.features)),
    labels: drawn(collection(labels.features)),
    leaders: drawn(collection([...labels.leaders, ...events.leaders])),
    events: drawn(collection(events.features)),
    selection: drawn(collection(events.selection)),
    facilities: drawn(collection(plates.plates)),
    'facility-dots': drawn(collection(plates.dots)),
  }
  const images = new Map([
    ...hatches.map(([, image]) => image),
    ...words.images,
    ...bubbles.images,
    ...labels.images,
    ...events.images,
    ...plates.images,
  ])
  return {
    scene: { images, sources, layers, states: areas.states, camera, rings: events.rings },
    atlas,
    events: events.marks,
    labels: labels.placed.map(({ id, box }) => ({
      region: id,
      at: unproject(box, zoom),
      width: box.width,
      height: box.height,
    })),
    bubbles: [...bubbles.radius].map(([region, radius]) => {
      const { lng, lat } = atlas.byId.get(region) ?? {}
      return { region, at: [lng ?? 0, lat ?? 0], radius }
    }),
    offsets: labels.offsets,
  }
}

/** The part of the plane that is on screen: what the person zoomed to may lie anywhere in it. */
function frameOf({ width, height, free, zoom: own }: StageView, camera: Camera, zoom: number): Box {
  const middle = project(camera.center, zoom)
  if (own !== null) return { ...middle, width: Infinity, height: Infinity }
  return {
    x: middle.x + (free.left - free.right) / 2,
    y: middle.y + (free.top - free.bottom) / 2,
    width: width - free.left - free.right,
    height: height - free.top - free.bottom,
  }
}

/** What the page has written over the map hides a name wholly: only its own land lost is as bad. */
const underWords = 300

/** Where a person has moved the map to is not known here: names then go where they belong. */
function pageObstacles(view: StageView, camera: Camera, zoom: number): Obstacle[] {
  if (view.zoom !== null) return []
  const { x, y } = project(camera.center, zoom)
  const [left, top] = [x - view.width / 2, y - view.height / 2]
  return view.words.map((box) => ({
    box: { ...box, x: left + box.x, y: top + box.y },
    cost: underWords,
  }))
}

const eventBoxes = (marks: readonly EventMark[], zoom: number): Box[] =>
  marks.map(({ at, radius }) => ({ ...project(at, zoom), width: 2 * radius, height: 2 * radius }))

const namesOf = (hatches: readonly (readonly [HatchKind, readonly [string, ImageSpec]])[]) =>
  Object.fromEntries(hatches.map(([kind, [name]]) => [kind, name])) as Record<HatchKind, string>

const collection = (features: Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
})

/** Small sources made anew each time are compared by content, shapes and files by identity. */
const drawn = (data: FeatureCollection): GeoSource => ({
  type: 'geojson',
  data,
  key: JSON.stringify(data),
  buffer: 128,
})

function artSources({ art, outline }: LoadedArt): Record<string, SourceSpec> {
  const file = (name: string): GeoSource => {
    const url = art.base + name
    return { type: 'geojson', data: url, key: url, buffer: 128 }
  }
  const picture = ({ file: name, bounds }: typeof art.pictures.under): SourceSpec => ({
    type: 'image',
    url: art.base + name,
    coordinates: cornersOf(bounds),
  })
  return {
    neighbours: file(art.files.neighbours),
    under: picture(art.pictures.under),
    light: picture(art.pictures.light),
    rims: { ...file(art.files.rims), promoteId: 'code', buffer: 64 },
    'village-lines': file(art.files.villageLines),
    'town-lines': file(art.files.townLines),
    'county-lines': file(art.files.countyLines),
    outline: { type: 'geojson', data: outline, key: outline, buffer: 128 },
  }
}

function shapeSources({ boundaries }: StageModel): Record<string, SourceSpec> {
  const shapes = (data: FeatureCollection | null): GeoSource[] =>
    data ? [{ type: 'geojson', data, key: data, promoteId: 'id', buffer: 64 }] : []
  const [districts] = shapes(boundaries.districts)
  const [towns] = shapes(boundaries.towns)
  const [communities] = shapes(boundaries.communities ?? null)
  return {
    ...(districts ? { districts } : {}),
    ...(towns ? { towns } : {}),
    ...(communities ? { communities } : {}),
  }
}
