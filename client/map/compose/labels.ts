import type { Feature } from 'geojson'

import { textImage, type TextLook } from '../images/text.ts'
import { grown, textWidth, type Box } from '../layout/box.ts'
import { ownerOf } from '../layout/ground.ts'
import { placeLabels, type LabelWish, type Obstacle, type PlacedLabel } from '../layout/labels.ts'
import { project, unproject, type Camera, type Point } from '../projection.ts'
import type { ImageSpec } from '../scene.ts'
import { isHatched, labelSizes, type LabelSize, type MapFigure } from '../symbology.ts'
import { groundOf, type Atlas, type MapRegion, type StageModel, type StageView } from './model.ts'

export interface LabelSheet {
  size: LabelSize
  /** Boxes in world pixels at the layout's zoom. */
  placed: PlacedLabel[]
  features: Feature[]
  leaders: Feature[]
  images: [string, ImageSpec][]
  /** Displacement of each label, for the next layout. */
  offsets: Map<number, Point>
}

export interface LabelContext {
  model: StageModel
  view: StageView
  atlas: Atlas
  camera: Camera
  zoom: number
  /** Radius of a region's bubble, px; 0 where it has none. */
  bubble: (region: number) => number
  obstacles: readonly Obstacle[]
}

const crowded = 12

/** In a crowded view 街道 goes without saying. */
const shortName = (name: string): string => name.replace(/(?<=..)街道$/, '')

/** Words for a figure that is not there. */
export function figureText(figure: MapFigure | undefined, format: StageModel['format']): string {
  if (!figure || figure.absence === 'not-at-level') return ''
  if (figure.absence === 'suppressed') return '不显示'
  if (figure.absence === 'nothing-due') return '—'
  return figure.value === null ? '无数据' : format(figure.value)
}

/** Names and values of the regions below the scope (and, faintly, of its neighbours), placed. */
export function labelSheet(c: LabelContext): LabelSheet {
  const { model, view, atlas } = c
  const figures = new Map([...model.figures, ...model.labelFigures].map((f) => [f.region, f]))
  const own = ownRegions(c)
  const others = neighbourRegions(c, own)
  const size: LabelSize = own.length > crowded || model.scopeLevel !== 'city' ? 'small' : 'large'
  const look = labelSizes[size]
  const hasFigure = (id: number) => figures.get(id)?.value != null
  const texts = new Map(
    [...own, ...others].map((r) => [r.id, figureText(figures.get(r.id), model.format)]),
  )
  const wishes = [...own, ...others].map((region, i): LabelWish => {
    const value = texts.get(region.id) ?? ''
    const name = size === 'small' ? shortName(region.name) : region.name
    const width = Math.max(textWidth(name, look.name), textWidth(value, look.value))
    return {
      id: region.id,
      at: anchorOf(region, c.zoom),
      width: (width + 4) * view.k,
      height: (value ? look.line + look.value + 2 : look.name + 4) * view.k,
      rank: i < own.length ? 0 : 1,
      // A bubble without a figure is named where there is room.
      must: i < own.length && (groundOf(atlas, region.id) !== undefined || hasFigure(region.id)),
      room: roomOf(atlas, region.id, c.zoom),
      clear: c.bubble(region.id),
    }
  })
  const grounds = own.flatMap((r) => groundOf(atlas, r.id) ?? [])
  const placed = placeLabels(wishes, {
    obstacles: c.obstacles,
    ownerAt: (at) => ownerOf(grounds, unproject(at, c.zoom)),
    frame: frameOf(c),
    previous: view.previous,
    k: view.k,
  })
  const sheet: LabelSheet = {
    size,
    placed,
    features: [],
    leaders: [],
    images: [],
    offsets: new Map(),
  }
  for (const label of placed) {
    const region = atlas.byId.get(label.id)
    const wish = wishes.find((w) => w.id === label.id)
    if (region && wish)
      draw(sheet, c, {
        label,
        wish,
        region,
        figure: figures.get(label.id),
        value: texts.get(label.id) ?? '',
      })
  }
  return sheet
}

interface Drawn {
  label: PlacedLabel
  wish: LabelWish
  region: MapRegion
  figure: MapFigure | undefined
  value: string
}

function draw(sheet: LabelSheet, c: LabelContext, d: Drawn): void {
  const { tokens, k, ratio, faces } = c.view
  const { box } = d.label
  const line = labelSizes[sheet.size].line * k
  const name = sheet.size === 'small' ? shortName(d.region.name) : d.region.name
  const look: TextLook = {
    weight: 600,
    size: labelSizes[sheet.size].name * k,
    family: tokens.font,
    colour: tokens.ink,
    opacity: d.wish.must ? 1 : 0.72,
    halo: { colour: tokens.halo, width: 4.5 * k },
  }
  const image = textImage(name, look, ratio, faces)
  sheet.images.push(image)
  const point = (y: number, properties: Record<string, string | number>): Feature => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: unproject({ x: box.x, y }, c.zoom) },
  })
  const half = d.value ? line / 2 : 0
  sheet.features.push(point(box.y - half, { kind: 'name', icon: image[0] }))
  const opacity = (d.figure && isHatched(d.figure) ? 0.66 : 1) * (d.wish.must ? 1 : 0.72)
  if (d.value) sheet.features.push(point(box.y + half, { kind: 'value', text: d.value, opacity }))
  sheet.offsets.set(d.label.id, { x: box.x - d.wish.at.x, y: box.y - d.wish.at.y })
  if (d.label.leader) sheet.leaders.push(...leader(grown(box, 2 * k), d.wish.at, c.zoom))
}

/** A line from the edge of a box to a place, and the place's dot. */
export function leader(box: Box, to: Point, zoom: number): Feature[] {
  const dx = to.x - box.x
  const dy = to.y - box.y
  const share = Math.min(
    box.width / 2 / Math.max(Math.abs(dx), 1e-6),
    box.height / 2 / Math.max(Math.abs(dy), 1e-6),
    1,
  )
  const from = unproject({ x: box.x + dx * share, y: box.y + dy * share }, zoom)
  const end = unproject(to, zoom)
  return [
    { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [from, end] } },
    { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: end } },
  ]
}

const placeable = (r: MapRegion): boolean => r.lng !== null && r.lat !== null

function anchorOf(region: MapRegion, zoom: number): Point {
  return project([region.lng ?? 0, region.lat ?? 0], zoom)
}

function roomOf(atlas: Atlas, id: number, zoom: number): number | null {
  const ground = groundOf(atlas, id)
  if (!ground) return null
  const [w, s, e] = ground.bounds
  return project([e, s], zoom).x - project([w, s], zoom).x
}

const shown = ({ atlas, bubble }: LabelContext, r: MapRegion): boolean =>
  placeable(r) && (groundOf(atlas, r.id) !== undefined || bubble(r.id) > 0)

/** The scope's parts; where it has none on the map, the scope itself. */
function ownRegions(c: LabelContext): MapRegion[] {
  const { model, atlas } = c
  const parts = (atlas.children.get(model.scope) ?? []).filter((r) => shown(c, r))
  if (parts.length > 0) return parts
  const self = atlas.byId.get(model.scope)
  return self && shown(c, self) ? [self] : []
}

/** In a drill, what lies around: dimmed, and left out where there is no room. */
function neighbourRegions(c: LabelContext, own: readonly MapRegion[]): MapRegion[] {
  const { model, atlas } = c
  if (model.scopeLevel === 'city') return []
  const home = atlas.byId.get(model.scope)?.parentId
  const siblings = home == null ? [] : (atlas.children.get(home) ?? [])
  const districts = model.regions.filter((r) => atlas.districts.has(r.id))
  const around = new Set([...siblings, ...districts].filter((r) => shown(c, r)))
  return [...around].filter((r) => !atlas.path.includes(r.id) && !own.includes(r))
}

function frameOf({ view, camera, zoom }: LabelContext): Box {
  const middle = project(camera.center, zoom)
  const { left, right, top, bottom } = view.free
  if (view.zoom !== null) return { ...middle, width: Infinity, height: Infinity }
  return {
    x: middle.x + (left - right) / 2,
    y: middle.y + (top - bottom) / 2,
    width: view.width - left - right,
    height: view.height - top - bottom,
  }
}
