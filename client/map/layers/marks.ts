import type { LayerSpec } from '../scene.ts'
import { labelSizes, type LabelSize } from '../symbology.ts'
import { ramp, type Tokens } from '../tokens.ts'
import { bands } from './bands.ts'
import type { FontStack } from '../glyph-ranges.ts'

const numbers: FontStack = 'num-medium'

/** Places are worked out beforehand (layout/), so nothing may be dropped while drawing. */
const always = {
  'icon-allow-overlap': true,
  'icon-ignore-placement': true,
  'text-allow-overlap': true,
  'text-ignore-placement': true,
} as const

/** Names of waters, leaders, labels and events; Ⅰ and Ⅱ lie above the names, Ⅲ and Ⅳ below. */
export function markLayers(tokens: Tokens, k: number, size: LabelSize): LayerSpec[] {
  const picture = (id: string, band: number, source: string, filter?: unknown[]): LayerSpec => ({
    id,
    band,
    type: 'symbol',
    source,
    filter,
    layout: { ...always, 'icon-image': ['get', 'icon'] },
  })
  const events = (id: string, band: number, filter: unknown[]): LayerSpec => {
    const layer = picture(id, band, 'events', filter)
    return {
      ...layer,
      layout: { ...layer.layout, 'symbol-sort-key': ['-', 5, ['get', 'severity']] },
    }
  }
  const words = picture('words', bands.words, 'words')
  return [
    {
      ...words,
      layout: { ...words.layout, 'icon-rotate': ['get', 'turn'], 'icon-rotation-alignment': 'map' },
    },
    {
      id: 'leaders',
      band: bands.values,
      type: 'line',
      source: 'leaders',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': tokens.leader, 'line-width': 1.2 * k },
    },
    {
      id: 'leader-ends',
      band: bands.values,
      type: 'circle',
      source: 'leaders',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-color': tokens.county, 'circle-radius': 2.6 * k },
    },
    {
      id: 'values',
      band: bands.values,
      type: 'symbol',
      source: 'labels',
      filter: ['==', ['get', 'kind'], 'value'],
      layout: {
        ...always,
        'text-field': ['get', 'text'],
        'text-font': [numbers],
        'text-size': labelSizes[size].value * k,
        'text-max-width': 100,
      },
      paint: {
        'text-color': tokens.value,
        'text-opacity': ['get', 'opacity'],
        'text-halo-color': tokens.halo,
        'text-halo-width': 2.2 * k,
      },
    },
    events('events-lesser', bands.lesserEvents, ['>=', ['get', 'severity'], 3]),
    picture('names', bands.names, 'labels', ['==', ['get', 'kind'], 'name']),
    events('events-grave', bands.graveEvents, ['<=', ['get', 'severity'], 2]),
    picture('selection', bands.selection, 'selection'),
  ]
}

/** One circle per region without a shape: area by value, colour by class, hatched where missing. */
export function bubbleLayers(tokens: Tokens, k: number): LayerSpec[] {
  const step = ramp(tokens).flatMap((colour, i) => [i, colour])
  return [
    {
      id: 'bubbles',
      band: bands.bubbles,
      type: 'circle',
      source: 'bubbles',
      filter: ['==', ['get', 'nd'], 0],
      layout: { 'circle-sort-key': ['-', 0, ['get', 'radius']] },
      paint: {
        'circle-radius': ['get', 'radius'],
        'circle-color': ['match', ['get', 'a'], ...step, tokens.cNull],
        'circle-opacity': 0.92,
        'circle-stroke-width': ['case', ['==', ['get', 'sel'], 1], 2.8 * k, 1.4 * k],
        'circle-stroke-color': ['case', ['==', ['get', 'sel'], 1], tokens.select, tokens.coast],
      },
    },
    {
      id: 'bubbles-hatch',
      band: bands.bubbles,
      type: 'symbol',
      source: 'bubbles',
      filter: ['==', ['get', 'nd'], 1],
      layout: { ...always, 'icon-image': ['get', 'icon'] },
    },
  ]
}

/** Facilities of a theme: a dot for each, and over them the plates that have room. */
export function facilityLayers(tokens: Tokens, k: number): LayerSpec[] {
  return [
    {
      id: 'facility-dots',
      band: bands.facilities,
      type: 'circle',
      source: 'facility-dots',
      paint: {
        'circle-radius': 1.6 * k,
        'circle-color': tokens.ink,
        'circle-opacity': 0.55,
      },
    },
    {
      id: 'facilities',
      band: bands.facilities,
      type: 'symbol',
      source: 'facilities',
      layout: { ...always, 'icon-image': ['get', 'icon'] },
    },
  ]
}
