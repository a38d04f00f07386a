import type { Feature, FeatureCollection } from 'geojson'

import { textImage, type TextLook } from '../images/text.ts'
import { textWidth, type Box } from '../layout/box.ts'
import { project } from '../projection.ts'
import type { ImageSpec } from '../scene.ts'
import type { StageView } from './model.ts'

/** Looks of the names of waters and neighbours, px on a 1080-line wall: calm, in the title's serif. */
const looks: Record<string, Pick<TextLook, 'size' | 'spacing' | 'opacity'>> = {
  sea: { size: 30, spacing: 40, opacity: 0.62 },
  river: { size: 23, spacing: 30, opacity: 0.7 },
  island: { size: 18, spacing: 3, opacity: 0.5 },
  neighbour: { size: 18, spacing: 5, opacity: 0.42 },
}

/** A label would rather go round a water's name than lie on it. */
const coverCost = 30

export interface WordSheet {
  features: Feature[]
  images: [string, ImageSpec][]
  obstacles: { box: Box; cost: number }[]
}

export function wordSheet(texts: FeatureCollection, view: StageView, zoom: number): WordSheet {
  const features: Feature[] = []
  const images: [string, ImageSpec][] = []
  const obstacles: WordSheet['obstacles'] = []
  for (const text of texts.features) {
    const look = looks[String(text.properties?.['kind'])] ?? looks['neighbour']
    const image = textImage(
      String(text.properties?.['text'] ?? ''),
      {
        weight: 400,
        size: (look?.size ?? 18) * view.k,
        spacing: (look?.spacing ?? 0) * view.k,
        opacity: look?.opacity,
        family: view.tokens.fontTitle,
        colour: view.tokens.waterText,
      },
      view.ratio,
      view.faces,
    )
    images.push(image)
    if (text.geometry.type === 'Point') {
      const [lng = 0, lat = 0] = text.geometry.coordinates
      const side = textWidth('海海', (look?.size ?? 18) * view.k)
      obstacles.push({
        box: { ...project([lng, lat], zoom), width: side, height: side },
        cost: coverCost,
      })
    }
    features.push({ ...text, properties: { icon: image[0], turn: text.properties?.['turn'] ?? 0 } })
  }
  return { features, images, obstacles }
}
