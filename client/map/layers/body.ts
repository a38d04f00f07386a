import type { LoadedArt } from '../art.ts'
import type { LayerSpec } from '../scene.ts'
import type { Tokens } from '../tokens.ts'
import { bands, zoomOn } from './bands.ts'
import { skirtLayer } from './skirt.ts'

const bodyDepth = 20
const restZoom = 8.6

/** What lifts the city off the sea: the baked shelf, halo and shadow, and the skirt of its coast. */
export function bodyLayers(art: LoadedArt, tokens: Tokens, k: number): LayerSpec[] {
  const colours = { top: tokens.skirtTop, foot: tokens.skirtFoot }
  const opacity = Number(tokens.under)
  return [
    {
      id: 'under',
      band: bands.body,
      type: 'raster',
      source: 'under',
      layout: { visibility: opacity > 0 ? 'visible' : 'none' },
      paint: {
        'raster-fade-duration': 0,
        'raster-opacity': fading(opacity, opacity / 2, 9.6, 11, k),
      },
    },
    {
      id: 'skirt',
      band: bands.body,
      type: 'custom',
      custom: {
        key: [art.art.base, k, colours.top, colours.foot].join('|'),
        layer: skirtLayer('skirt', art.outline, bodyDepth * k, colours, zoomOn(restZoom, k)),
      },
    },
  ]
}

/** Light from the north-west, the shadows between districts and the bright rim, baked. */
export function lightLayer(tokens: Tokens, k: number): LayerSpec {
  const opacity = Number(tokens.light)
  return {
    id: 'light',
    band: bands.light,
    type: 'raster',
    source: 'light',
    layout: { visibility: opacity > 0 ? 'visible' : 'none' },
    paint: {
      'raster-fade-duration': 0,
      'raster-opacity': fading(opacity, opacity * 0.8, 9, 10, k),
    },
  }
}

function fading(from: number, to: number, z1: number, z2: number, k: number): unknown[] {
  return ['interpolate', ['linear'], ['zoom'], zoomOn(z1, k), from, zoomOn(z2, k), to]
}
