import {
  boundsOf,
  fitCamera,
  project,
  unproject,
  type Bounds,
  type Camera,
  type LngLat,
} from '../projection.ts'
import { groundOf, type Atlas, type StageModel, type StageView } from './model.ts'

const deepest = 13
/** Air around a scope, as a share of its size; the whole city's art brings its own. */
const air = { art: 0, shape: 0.03, points: 0.12 }
const leastSpan = 0.02

/** Where the map rests for the scope: its bounds just fill the free box. */
export function cameraOf(model: StageModel, view: StageView, atlas: Atlas): Camera {
  const city = cityBounds(model, atlas)
  const maxZoom = deepest + Math.log2(view.k)
  const free = roomOf(view, atlas)
  const fit = (b: Bounds) => fitCamera(b, view, free, maxZoom)
  const { left, right, top, bottom } = free
  const box = [view.width, view.height, left, right, top, bottom, view.k].join()
  const target = scopeBounds(model, atlas) ?? city
  const { center, zoom } = fit(target)
  const nearer = model.nearer ?? 0
  return {
    center: nearer === 0 ? center : middleOf(target, free, zoom + nearer),
    zoom: Math.min(maxZoom + 1, zoom + nearer),
    key: [target.map((v) => v.toFixed(5)).join(), box, nearer].join('|'),
    minZoom: fit(city).zoom - 0.7,
  }
}

/** The scope's middle stays in the middle of the free box, however near. */
function middleOf([w, s, e, n]: Bounds, free: StageView['free'], zoom: number): LngLat {
  const { x, y } = project([(w + e) / 2, (s + n) / 2], zoom)
  const shift = { x: (free.right - free.left) / 2, y: (free.bottom - free.top) / 2 }
  return unproject({ x: x + shift.x, y: y + shift.y }, zoom)
}

/** Design pixels that the map's title and its key take where no coast leaves them a corner. */
const words = { top: 150, bottom: 170 }

/** The most of the free height that they are given: the map itself comes first. */
const mostForWords = 0.4

/** Shapes leave corners free for title and key; points may lie anywhere and must not lie under them. */
function roomOf({ free, height, k }: StageView, atlas: Atlas): StageView['free'] {
  if (atlas.districts.size > 0 || atlas.towns.size > 0) return free
  const most = mostForWords * Math.max(0, height - free.top - free.bottom)
  const share = Math.min(k, most / (words.top + words.bottom))
  return { ...free, top: free.top + words.top * share, bottom: free.bottom + words.bottom * share }
}

/** Bounds of the whole city: its art's, its shapes', or its regions' points. */
export function cityBounds(model: StageModel, atlas: Atlas): Bounds {
  if (model.art) return widened(model.art.art.bounds, air.art)
  const shapes = [...atlas.districts.values(), ...atlas.towns.values()].map((g) => g.bounds)
  const found = boundsOf(
    shapes.flatMap(([w, s, e, n]): LngLat[] => [
      [w, s],
      [e, n],
    ]),
  )
  if (found) return widened(found, air.shape)
  return widened(boundsOf(points(model.regions)) ?? [0, 0, 0, 0], air.points)
}

function scopeBounds(model: StageModel, atlas: Atlas): Bounds | null {
  if (model.scopeLevel === 'city') return null
  for (const id of atlas.path) {
    const ground = groundOf(atlas, id)
    if (ground) return widened(ground.bounds, air.shape)
  }
  const own = model.regions.filter((r) => r.id === model.scope || r.parentId === model.scope)
  const found = boundsOf(points(own))
  return found && widened(found, air.points)
}

const points = (regions: StageModel['regions']): LngLat[] =>
  regions.flatMap((r): LngLat[] => (r.lng === null || r.lat === null ? [] : [[r.lng, r.lat]]))

function widened([w, s, e, n]: Bounds, share: number): Bounds {
  const x = Math.max((e - w) * share, (leastSpan - (e - w)) / 2)
  const y = Math.max((n - s) * share, (leastSpan - (n - s)) / 2)
  return [w - x, s - y, e + x, n + y]
}
