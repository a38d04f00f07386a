import type { LayerSpec } from '../scene.ts'
import type { Tokens } from '../tokens.ts'
import { bands, widening, zoomOn } from './bands.ts'
import type { AreaLevel } from './land.ts'

const round = { 'line-join': 'round' } as const

/** Boundaries from the art's meshes, each drawn once; from the shapes themselves where there is no art. */
export function lineLayers(
  tokens: Tokens,
  k: number,
  withArt: boolean,
  levels: readonly AreaLevel[],
): LayerSpec[] {
  const line = (id: string, source: string, paint: LayerSpec['paint']): LayerSpec => ({
    id,
    band: bands.lines,
    type: 'line',
    source,
    layout: round,
    paint,
  })
  const town = { 'line-color': tokens.town, 'line-width': widening(1, 1.8, k) }
  const county = { 'line-color': tokens.county, 'line-width': widening(1.4, 2.2, k) }
  const village = { 'line-color': tokens.village, 'line-width': widening(0.8, 1.2, k) }
  if (!withArt)
    return [
      ...(levels.includes('communities') ? [line('village-lines', 'communities', village)] : []),
      ...(levels.includes('towns') ? [line('town-lines', 'towns', town)] : []),
      ...(levels.includes('districts') ? [line('county-lines', 'districts', county)] : []),
    ]
  const fade = ['interpolate', ['linear'], ['zoom'], zoomOn(8.6, k), 0.085, zoomOn(11, k), 0.2]
  return [
    line('village-lines', 'village-lines', {
      'line-color': tokens.village,
      'line-opacity': fade,
      'line-width': widening(0.6, 1, k),
    }),
    line('town-lines', 'town-lines', town),
    line('county-lines', 'county-lines', county),
    {
      ...line('outline', 'outline', {
        'line-color': [
          'interpolate',
          ['linear'],
          ['get', 'g'],
          0.1,
          tokens.coastLit,
          0.5,
          tokens.coast,
          0.9,
          tokens.coastShade,
        ],
        'line-width': widening(1.9, 2.6, k),
      }),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
    },
  ]
}

/** What the scope layers must know: which of them have anything to show. */
export interface ScopeLook {
  levels: readonly AreaLevel[]
  withRims: boolean
  dimmed: boolean
  alerting: boolean
}

const shown = (yes: boolean) => ({ visibility: yes ? 'visible' : 'none' })
const flag = (name: string) => ['==', ['feature-state', name], 1]

/** What the scope and open warnings do to shapes: dim the others, ring the chosen and the alarmed. */
export function scopeLayers(tokens: Tokens, k: number, look: ScopeLook): LayerSpec[] {
  const severity = [
    'match',
    ['coalesce', ['feature-state', 'sev'], 0],
    1,
    tokens.s1,
    2,
    tokens.s2,
    3,
    tokens.s3,
    4,
    tokens.s4,
    tokens.select,
  ]
  const alarmed = ['>', ['coalesce', ['feature-state', 'sev'], 0], 0]
  const ringed = ['any', flag('sel'), alarmed]
  // White glares on a dark district, so the chosen rim is half as strong as an alarm's.
  const glow = (share: number) => [
    'case',
    alarmed,
    ['*', share, ['get', 'a']],
    flag('sel'),
    ['*', share / 2, ['get', 'a']],
    0,
  ]
  const near = ['interpolate', ['linear'], ['zoom'], zoomOn(9, k)]
  const rim: LayerSpec = {
    id: 'rims',
    band: bands.lines,
    type: 'fill',
    source: 'rims',
    layout: shown(look.dimmed || look.alerting),
    paint: {
      'fill-color': severity,
      'fill-antialias': false,
      'fill-opacity': [...near, glow(1), zoomOn(10.7, k), glow(0.5)],
    },
  }
  return [
    ...(look.withRims ? [rim] : []),
    ...look.levels.flatMap((level): LayerSpec[] => [
      {
        id: `${level}-dim`,
        band: bands.scope,
        type: 'fill',
        source: level,
        layout: shown(look.dimmed),
        paint: {
          'fill-color': tokens.dim,
          'fill-antialias': false,
          'fill-opacity': ['case', flag('dim'), level === 'districts' ? 0.66 : 0.4, 0],
        },
      },
      {
        id: `${level}-ring`,
        band: bands.scope,
        type: 'line',
        source: level,
        layout: { ...round, ...shown(look.dimmed || (look.alerting && level === 'districts')) },
        paint: {
          'line-color': severity,
          'line-width': 2.8 * k,
          'line-opacity': ['case', ringed, 1, 0],
        },
      },
    ]),
  ]
}
