import type { LayerSpec } from '../scene.ts'

/** Fixed depths, bottom to top; a new layer chooses a band and never a neighbour. */
export const bands = {
  sea: 0,
  body: 1,
  land: 2,
  light: 3,
  lines: 4,
  scope: 5,
  words: 6,
  facilities: 7,
  bubbles: 8,
  values: 9,
  lesserEvents: 10,
  names: 11,
  graveEvents: 12,
  selection: 13,
} as const

/** Layers in drawing order: by band, and within a band as given. */
export function stacked(layers: readonly LayerSpec[]): LayerSpec[] {
  return [...layers].sort((a, b) => a.band - b.band)
}

/** Zoom levels are meant for a 1080-line wall; a wall k times as tall shows the same at log2 k more. */
export const zoomOn = (zoom: number, k: number): number =>
  Math.round((zoom + Math.log2(k)) * 1000) / 1000

/** A width that grows with zoom from `near8` at z 8 to `near11` at z 11, px × k. */
export function widening(near8: number, near11: number, k: number): unknown[] {
  const [from, to] = [zoomOn(8, k), zoomOn(11, k)]
  return ['interpolate', ['exponential', 1.4], ['zoom'], from, near8 * k, to, near11 * k]
}
