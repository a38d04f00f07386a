import { expect, it } from 'vitest'
import { classify } from '../../shared/indicators/classify.ts'
import { aCaseRow } from '../../test/a-city-api.ts'
import type { StageModel, StageView } from './compose/model.ts'
import { staticMap } from './static-map.ts'
import type { Tokens } from './tokens.ts'

const square = (id: number, west: number, parentId: number | null) => ({
  type: 'Feature' as const,
  properties: { id, code: `c${id}`, name: `d${id}`, parentId },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, 32],
        [west + 1, 32],
        [west + 1, 33],
        [west, 33],
        [west, 32],
      ],
    ],
  },
})
const figure = (region: number, value: number | null) => ({
  ...{ region, value, status: 'normal' as const, stale: false },
  absence: value === null ? ('no-data' as const) : null,
})
const model: StageModel = {
  art: null,
  boundaries: {
    districts: { type: 'FeatureCollection', features: [square(2, 120, 1), square(3, 121, 1)] },
    towns: null,
  },
  regions: [
    { id: 1, name: '南通市', parentId: null, level: 'city', lng: 121, lat: 32.5 },
    { id: 2, name: '海安市', parentId: 1, level: 'district', lng: 120.5, lat: 32.5 },
    { id: 3, name: '如东县', parentId: 1, level: 'district', lng: 121.5, lat: 32.5 },
  ],
  scope: 1,
  scopeLevel: 'city',
  figures: [figure(2, 95), figure(3, null)],
  labelFigures: [],
  classes: classify([95], { method: 'equal' }),
  format: String,
  events: [],
  symbols: {},
  selectedCase: null,
  alerts: [],
  reducedMotion: true,
}
const view: StageView = {
  ...{ width: 1000, height: 600, k: 1, ratio: 1, zoom: null, faces: 0, words: [] },
  free: { left: 100, right: 100, top: 100, bottom: 100 },
  tokens: new Proxy({}, { get: () => '#000000' }) as Tokens,
  previous: new Map(),
}

it('draws every region inside the room that panels leave, by the same classes', () => {
  const { areas, lines } = staticMap(model, view)
  expect(areas.map(({ id, step, hatch }) => [id, step !== null, hatch])).toEqual([
    [2, true, null],
    [3, false, 'missing'],
  ])
  const xs = areas.flatMap(({ d }) => [...d.matchAll(/[ML]([\d.-]+) /g)].map(([, x]) => Number(x)))
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(100)
  expect(Math.max(...xs)).toBeLessThanOrEqual(900)
  expect(lines).toHaveLength(2)
})

it('names regions and says what is missing', () => {
  const { labels } = staticMap(model, view)
  expect(labels.map(({ name, value }) => [name, value])).toEqual(
    expect.arrayContaining([
      ['海安市', '95'],
      ['如东县', '无数据'],
    ]),
  )
})

it('says where the chosen case lies, unless it lies outside the room', () => {
  const row = aCaseRow({ caseId: 7, point: [120.5, 32.5] })
  const chosen = { ...model, events: [row], selectedCase: 7 }
  const { callout, marks } = staticMap(chosen, view)
  expect(callout).toMatchObject({ x: marks[0]?.x, y: marks[0]?.y })
  expect(callout?.obstacles).not.toHaveLength(0)
  expect(staticMap({ ...chosen, selectedCase: 8 }, view).callout).toBeNull()
  const far = staticMap({ ...chosen, events: [{ ...row, point: [130, 32.5] }] }, view)
  expect(far.callout).toBeNull()
})
