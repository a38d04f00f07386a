import type { LayerSpec } from '../scene.ts'
import { ramp, type Tokens } from '../tokens.ts'
import { bands } from './bands.ts'

export type AreaLevel = 'districts' | 'towns'

/** What the land layers must know beside colours. */
export interface LandLook {
  /** The level whose shapes carry the figures; null = none is coloured. */
  coloured: AreaLevel | null
  /** Levels whose shapes are known. */
  levels: readonly AreaLevel[]
  hatch: string
  /** False while nothing is hatched: a full-cover layer costs a pass even when invisible. */
  hatched: boolean
}

const shown = (yes: boolean) => ({ visibility: yes ? 'visible' : 'none' })

/** Choropleth (分级设色) of one level over plain land; hatch where a figure is missing or stale. */
export function landLayers(tokens: Tokens, look: LandLook): LayerSpec[] {
  const step = ramp(tokens).flatMap((colour, i) => [i, colour])
  const fill = ['match', ['coalesce', ['feature-state', 'a'], -1], ...step, tokens.land]
  const opacity = ['case', ['==', ['feature-state', 'nd'], 1], 1, 0]
  return look.levels.flatMap((level): LayerSpec[] => {
    const on = look.coloured === level
    const ground = look.coloured === null && level === 'districts'
    return [
      {
        id: level,
        band: bands.land,
        type: 'fill',
        source: level,
        layout: shown(on || ground),
        paint: { 'fill-color': fill, 'fill-antialias': false },
      },
      {
        id: `${level}-hatch`,
        band: bands.land,
        type: 'fill',
        source: level,
        layout: shown(on && look.hatched),
        paint: { 'fill-pattern': look.hatch, 'fill-opacity': opacity, 'fill-antialias': false },
      },
    ]
  })
}
