import type { Feature } from 'geojson'

import type { CaseRow } from '../../../shared/cases/rows.ts'
import { eventImage, selectionImage } from '../images/symbols.ts'
import type { Box } from '../layout/box.ts'
import type { Obstacle } from '../layout/labels.ts'
import { nudgeSymbols, type PlacedSymbol } from '../layout/events.ts'
import { project, unproject, type LngLat } from '../projection.ts'
import type { ImageSpec, Ring } from '../scene.ts'
import { casingReach, eventRadius, symbolOf } from '../symbology.ts'
import { leader } from './labels.ts'
import type { StageModel, StageView } from './model.ts'

type Located = CaseRow & { point: LngLat }

/** Cases that have a place, gravest first: the order in which they keep theirs. */
export function locatedEvents(events: readonly CaseRow[]): Located[] {
  return events
    .filter((e): e is Located => e.point !== null)
    .sort((a, b) => a.severity - b.severity || a.caseId - b.caseId)
}

const coverCost = { 1: 400, 2: 240, 3: 12, 4: 9 } as const

/** What labels should not hide: Ⅰ and Ⅱ weigh more than any way round them, Ⅲ and Ⅳ a few pixels. */
export function eventObstacles(events: readonly Located[], zoom: number, k: number): Obstacle[] {
  return events.map((event) => {
    const side = 2 * eventRadius[event.severity] * casingReach * k
    const box: Box = { ...project(event.point, zoom), width: side, height: side }
    return { box, cost: coverCost[event.severity], yields: true }
  })
}

export interface EventMark {
  row: Located
  at: LngLat
  /** Reach of the symbol with its casing, px. */
  radius: number
}

export interface EventSheet {
  marks: EventMark[]
  features: Feature[]
  selection: Feature[]
  leaders: Feature[]
  images: [string, ImageSpec][]
  rings: Ring[]
}

/** Symbols of all located cases, moved off the labels; a ring for Ⅰ and a white one for the chosen. */
export function eventSheet(
  events: readonly Located[],
  labels: readonly Box[],
  model: StageModel,
  view: StageView,
  zoom: number,
): EventSheet {
  const wanted = events.map((event) => ({
    id: event.caseId,
    at: project(event.point, zoom),
    radius: eventRadius[event.severity] * casingReach * view.k,
  }))
  const placed = nudgeSymbols(wanted, labels, view.k)
  const sheet: EventSheet = {
    marks: [],
    features: [],
    selection: [],
    leaders: [],
    images: [],
    rings: [],
  }
  events.forEach((event, i) => {
    const symbol = placed[i]
    if (symbol) draw(sheet, event, symbol, model, view, zoom)
  })
  return sheet
}

function draw(
  sheet: EventSheet,
  event: Located,
  symbol: PlacedSymbol,
  model: StageModel,
  view: StageView,
  zoom: number,
): void {
  const { tokens, k, ratio } = view
  const { severity, caseId } = event
  const at = symbol.from ? unproject(symbol.at, zoom) : event.point
  const image = eventImage(symbolOf(model.symbols, event.category), severity, tokens, k, ratio)
  const feature = (icon: string): Feature => ({
    type: 'Feature',
    properties: { id: caseId, severity, icon },
    geometry: { type: 'Point', coordinates: at },
  })
  sheet.images.push(image)
  sheet.features.push(feature(image[0]))
  sheet.marks.push({ row: event, at, radius: symbol.radius })
  if (symbol.from) {
    const box = { ...symbol.at, width: symbol.radius, height: symbol.radius }
    sheet.leaders.push(...leader(box, symbol.from, zoom))
  }
  if (severity === 1 && !model.reducedMotion) sheet.rings.push({ id: caseId, at })
  if (caseId === model.selectedCase) {
    const ring = selectionImage(severity, tokens, k, ratio)
    sheet.images.push(ring)
    sheet.selection.push(feature(ring[0]))
  }
}
