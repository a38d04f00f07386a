import type { LayerSpec } from '../scene.ts'
import { hatchKinds, type HatchKind } from '../symbology.ts'
import { ramp, type Tokens } from '../tokens.ts'
import { bands } from './bands.ts'

export type AreaLevel = 'districts' | 'towns' | 'communities'

/** What the land layers must know beside colours. */
export interface LandLook {
  /** The level whose shapes carry the figures; null = none is coloured. */
  coloured: AreaLevel | null
  /** Levels whose shapes are known. */
  levels: readonly AreaLevel[]
  /** Names of the pattern pictures. */
  hatches: Readonly<Record<HatchKind, string>>
  /** Patterns in use now: a full-cover layer costs a pass even when invisible. */
  hatched: readonly HatchKind[]
}

const shown = (yes: boolean) => ({ visibility: yes ? 'visible' : 'none' })

/** Choropleth (分级设色) of one level over plain land; hatch where a figure is missing or stale. */
export function landLayers(tokens: Tokens, look: LandLook): LayerSpec[] {
  const step = ramp(tokens).flatMap((colour, i) => [i, colour])
  const fill = ['match', ['coalesce', ['feature-state', 'a'], -1], ...step, tokens.land]
  const opacity = (kind: HatchKind) => [
    'case',
    ['==', ['feature-state', 'nd'], hatchKinds.indexOf(kind) + 1],
    1,
    0,
  ]
  return look.levels.flatMap((level): LayerSpec[] => {
    const on = look.coloured === level
    // Communities are coloured in one town only: the rest of the city lies under them.
    const bare = look.coloured === null || look.coloured === 'communities'
    const ground = bare && level === 'districts'
    return [
      {
        id: level,
        band: bands.land,
        type: 'fill',
        source: level,
        layout: shown(on || ground),
        paint: { 'fill-color': fill, 'fill-antialias': false },
      },
      ...hatchKinds.map((kind): LayerSpec => ({
        id: `${level}-${kind}`,
        band: bands.land,
        type: 'fill',
        source: level,
        layout: shown(on && look.hatched.includes(kind)),
        paint: {
          'fill-pattern': look.hatches[kind],
          'fill-opacity': opacity(kind),
          'fill-antialias': false,
        },
      })),
    ]
  })
}
