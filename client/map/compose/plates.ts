import type { Feature } from 'geojson'

import { plateImage } from '../images/plate.ts'
import type { Box } from '../layout/box.ts'
import { thinPlates } from '../layout/plates.ts'
import { project } from '../projection.ts'
import type { ImageSpec } from '../scene.ts'
import type { StageModel, StageView } from './model.ts'

export interface PlateSheet {
  plates: Feature[]
  /** Every facility sent, as a dot: the plates are only some of them. */
  dots: Feature[]
  images: [string, ImageSpec][]
}

/** Plates keep this far apart, px on a 1080-line wall: the choropleth must show between them. */
const apart = 84

export function plateSheet(
  model: StageModel,
  view: StageView,
  zoom: number,
  frame: Box,
  taken: readonly Box[],
): PlateSheet {
  const facilities = model.facilities ?? null
  if (!facilities) return { plates: [], dots: [], images: [] }
  const { glyphs, points } = facilities
  const place = (i: number): [number, number] => [points.lng[i] ?? 0, points.lat[i] ?? 0]
  const feature = (i: number, properties: Record<string, string>): Feature => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: place(i) },
  })
  const shown = points.kind.flatMap((kind, id) =>
    glyphs[kind] === null ? [] : { id, kind, at: project(place(id), zoom) },
  )
  const kept = thinPlates(shown, taken, frame, apart * view.k)
  const images = new Map(
    kept.map(({ kind }) => [
      kind,
      plateImage(glyphs[kind] ?? '', view.tokens, view.k, view.ratio, view.faces),
    ]),
  )
  return {
    plates: kept.map(({ id, kind }) => feature(id, { icon: images.get(kind)?.[0] ?? '' })),
    dots: shown.map(({ id }) => feature(id, {})),
    images: [...images.values()],
  }
}
