import { describe, expect, it } from 'vitest'

import type { LoadedArt } from '../art.ts'
import type { Tokens } from '../tokens.ts'
import { stacked, widening, zoomOn } from './bands.ts'
import { bodyLayers, lightLayer } from './body.ts'
import { landLayers } from './land.ts'
import { lineLayers, scopeLayers } from './lines.ts'
import { bubbleLayers, markLayers } from './marks.ts'
import { graticule, seaLayers } from './sea.ts'
import { skirtMesh } from './skirt.ts'

const tokens = new Proxy({} as Tokens, {
  get: (_, name) => (name === 'under' || name === 'light' ? '1' : String(name)),
})
const art = { art: { base: '/a/' }, outline: { type: 'FeatureCollection', features: [] } }
const levels = ['districts', 'towns'] as const
const hatches = { missing: 'lines', withheld: 'net', stale: 'flat' }
const land = { hatches, coloured: 'towns', levels, hatched: [] } as const
const scope = { levels, withRims: true, dimmed: false, alerting: false }
const all = (k: number) =>
  stacked([
    ...markLayers(tokens, k, 'large'),
    ...bubbleLayers(tokens, k),
    ...scopeLayers(tokens, k, scope),
    ...lineLayers(tokens, k, true, levels),
    ...landLayers(tokens, land),
    lightLayer(tokens, k),
    ...bodyLayers(art as unknown as LoadedArt, tokens, k),
    ...seaLayers(tokens, k, true),
  ])
const byId = (id: string, k = 1) => all(k).find((l) => l.id === id)

describe('the stack of layers', () => {
  it('puts sea below land, land below lines, and grave events above names', () => {
    const order = all(1).map((l) => l.id)
    const wanted = [
      'graticule',
      'under',
      'towns',
      'light',
      'county-lines',
      'districts-dim',
      'words',
      'values',
      'events-lesser',
      'names',
      'events-grave',
      'selection',
    ]
    expect(order.filter((id) => wanted.includes(id))).toEqual(wanted)
    expect(new Set(order).size).toBe(order.length)
  })

  it('paints the six steps of the ramp and plain land for none', () => {
    expect(byId('towns')?.paint?.['fill-color']).toEqual(
      [
        'match',
        ['coalesce', ['feature-state', 'a'], -1],
        0,
        'c1',
        1,
        'c2',
        2,
        'c3',
        3,
        'c4',
      ].concat([4, 'c5', 5, 'c6', 'land'] as never[]),
    )
  })

  it('keeps full-cover layers out of the drawing until they show something', () => {
    for (const id of ['towns-missing', 'districts-dim', 'rims', 'districts'])
      expect(byId(id)?.layout?.['visibility']).toBe('none')
    const hatched = landLayers(tokens, { ...land, hatched: ['withheld'] })
    expect(hatched.find((l) => l.id === 'towns-withheld')?.layout?.['visibility']).toBe('visible')
  })

  it('doubles every size, and shifts every zoom by one, on a wall twice as tall', () => {
    expect(byId('values', 2)?.layout?.['text-size']).toBe(46)
    expect(byId('graticule', 2)?.paint?.['line-width']).toBe(2)
    expect(widening(1, 2, 2)).toEqual(['interpolate', ['exponential', 1.4], ['zoom'], 9, 2, 12, 4])
    expect(zoomOn(8, 0.5)).toBe(7)
  })

  it('draws boundaries from the shapes where a city has no art', () => {
    const lines = lineLayers(tokens, 1, false, levels)
    expect(lines.map((l) => [l.id, l.source])).toEqual([
      ['town-lines', 'towns'],
      ['county-lines', 'districts'],
    ])
    expect(lineLayers(tokens, 1, false, [])).toEqual([])
  })
})

it('draws a graticule of quarter degrees around a prefecture', () => {
  const [lines] = graticule([120.2, 31.6, 122, 32.7]).features
  const geometry = lines?.geometry
  if (geometry?.type !== 'MultiLineString') throw new Error('no lines')
  const west = geometry.coordinates.map((l) => l[0]?.[0] ?? 0)
  expect((west[1] ?? 0) - (west[0] ?? 0)).toBeCloseTo(0.25)
})

it('builds the body from north to south, two triangles to a segment', () => {
  const { data } = skirtMesh({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'LineString',
          coordinates: [
            [121, 32],
            [121, 33],
            [122, 33],
          ],
        },
      },
    ],
  })
  expect(data.length).toBe(2 * 6 * 4)
  expect([...data].filter((_, i) => i % 4 === 2)).toEqual([0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1])
})
