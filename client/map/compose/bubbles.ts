import type { Feature } from 'geojson'

import { stepOf } from '../../../shared/indicators/classify.ts'
import { hatchDisc } from '../images/hatch.ts'
import type { Box } from '../layout/box.ts'
import { project } from '../projection.ts'
import type { ImageSpec } from '../scene.ts'
import { bubbleRadius, isHatched, type MapFigure } from '../symbology.ts'
import type { Atlas, StageModel, StageView } from './model.ts'

export interface BubbleSheet {
  radius: ReadonlyMap<number, number>
  features: Feature[]
  images: [string, ImageSpec][]
  obstacles: { box: Box; cost: number }[]
}

const missingRadius = 12
/** A label may lie on a neighbour's bubble, but not gladly. */
const coverCost = 16

/** One bubble per figure whose region has a point but no shape: the map of a city without boundaries. */
export function bubbleSheet(
  figures: readonly MapFigure[],
  model: StageModel,
  view: StageView,
  atlas: Atlas,
  zoom: number,
): BubbleSheet {
  const max = figures.reduce((m, f) => Math.max(m, f.value ?? 0), 0)
  const missing = hatchDisc(view.tokens, missingRadius * view.k, view.k, view.ratio)
  const radius = new Map<number, number>()
  const features: Feature[] = []
  const obstacles: BubbleSheet['obstacles'] = []
  for (const figure of figures) {
    const region = atlas.byId.get(figure.region)
    if (region?.lng == null || region.lat == null) continue
    const hatched = isHatched(figure)
    const r = hatched ? missingRadius * view.k : bubbleRadius(figure.value, max, view.k)
    radius.set(region.id, r)
    const centre = project([region.lng, region.lat], zoom)
    obstacles.push({ box: { ...centre, width: 2 * r, height: 2 * r }, cost: coverCost })
    features.push({
      type: 'Feature',
      properties: {
        id: region.id,
        radius: r,
        a: stepOf(model.classes, figure.value) ?? -1,
        nd: hatched ? 1 : 0,
        sel: region.id === model.scope ? 1 : 0,
        icon: missing[0],
      },
      geometry: { type: 'Point', coordinates: [region.lng, region.lat] },
    })
  }
  return { radius, features, images: features.length > 0 ? [missing] : [], obstacles }
}
