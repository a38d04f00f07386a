import { describe, expect, it } from 'vitest'

import type { CaseRow } from '../../../shared/cases/rows.ts'
import { classify } from '../../../shared/indicators/classify.ts'
import { overlap } from '../layout/box.ts'
import { project } from '../projection.ts'
import type { MapFigure } from '../symbology.ts'
import type { Tokens } from '../tokens.ts'
import { areasOf } from './areas.ts'
import { compose } from './compose.ts'
import { figureText } from './labels.ts'
import { atlasOf, regionMeant, type MapRegion, type StageModel, type StageView } from './model.ts'

const tokens = new Proxy({} as Tokens, { get: (_, name) => String(name) })
const view: StageView = {
  width: 1920,
  height: 1080,
  k: 1,
  ratio: 2,
  free: { left: 490, right: 468, top: 184, bottom: 206 },
  words: [],
  zoom: null,
  tokens,
  faces: 0,
  previous: new Map(),
}

const region = (id: number, parentId: number | null, level: MapRegion['level'], lng: number) =>
  ({ id, name: `区${id}`, parentId, level, lng, lat: 32.5 }) satisfies MapRegion
// A city of two districts side by side, each of two towns.
const regions = [
  region(1, null, 'city', 121),
  region(10, 1, 'district', 120.5),
  region(20, 1, 'district', 121.5),
  region(11, 10, 'town', 120.25),
  region(12, 10, 'town', 120.75),
  region(21, 20, 'town', 121.25),
  region(22, 20, 'town', 121.75),
]
const shape = (id: number, west: number, east: number) => ({
  type: 'Feature' as const,
  properties: { id, code: `c${id}` },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, 32],
        [east, 32],
        [east, 33],
        [west, 33],
        [west, 32],
      ],
    ],
  },
})
const boundaries: StageModel['boundaries'] = {
  districts: { type: 'FeatureCollection', features: [shape(10, 120, 121), shape(20, 121, 122)] },
  towns: {
    type: 'FeatureCollection',
    features: [
      shape(11, 120, 120.5),
      shape(12, 120.5, 121),
      shape(21, 121, 121.5),
      shape(22, 121.5, 122),
    ],
  },
}
const figure = (id: number, value: number | null, more: Partial<MapFigure> = {}): MapFigure => ({
  region: id,
  value,
  absence: value === null ? 'no-data' : null,
  status: 'normal',
  stale: false,
  ...more,
})
const event = (caseId: number, severity: CaseRow['severity'], point: CaseRow['point']) =>
  ({ caseId, severity, point, category: '03' }) as CaseRow
const model = (more: Partial<StageModel> = {}): StageModel => ({
  art: null,
  boundaries,
  regions,
  scope: 1,
  scopeLevel: 'city',
  figures: [figure(11, 90), figure(12, 95), figure(21, 97), figure(22, null)],
  labelFigures: [figure(10, 93), figure(20, 97)],
  classes: classify([90, 95, 97], { method: 'natural' }),
  format: (v) => v.toFixed(1),
  events: [],
  symbols: { '03': { shape: 'triangle', hollow: false } },
  selectedCase: null,
  alerts: [],
  reducedMotion: false,
  ...more,
})
const states = (m: StageModel) => areasOf(m, atlasOf(m)).states

describe('the city view', () => {
  it('colours towns by class and hatches the one without a figure', () => {
    expect(states(model())['towns']).toEqual(
      new Map([
        [11, { a: 0, nd: 0 }],
        [12, { a: 3, nd: 0 }],
        [21, { a: 5, nd: 0 }],
        [22, { a: -1, nd: 1 }],
      ]),
    )
  })

  it('tells missing, withheld and late figures apart, and hatches nothing idle', () => {
    const figures = [
      figure(11, 90, { stale: true }),
      figure(12, null, { absence: 'suppressed' }),
      figure(21, 0),
      figure(22, null),
    ]
    const towns = states(model({ figures }))['towns']
    expect([...(towns?.values() ?? [])].map((s) => s['nd'])).toEqual([3, 2, 0, 1])
  })

  it('names each district with its value and rests on the whole city', () => {
    const { scene, labels } = compose(model(), view)
    expect(labels.map((l) => l.region).sort()).toEqual([10, 20])
    const labelled = scene.sources['labels']
    const features =
      labelled?.type === 'geojson' && typeof labelled.data !== 'string'
        ? labelled.data.features
        : []
    const texts = features.flatMap((f) => (f.properties?.['text'] as string | undefined) ?? [])
    expect(texts.sort()).toEqual(['93.0', '97.0'])
    expect(scene.camera.center[0]).toBeCloseTo(121, 1)
  })

  it('rests anew when the shapes come after the city’s picture, and gives points the room of no words', () => {
    const bounds = [120, 32, 122, 33]
    const picture = { file: 'a.png', bounds }
    const files = { neighbours: '', rims: '', villageLines: '', townLines: '', countyLines: '' }
    const art = { bounds, files, pictures: { under: picture, light: picture }, base: '/' }
    const drawn = { art, outline: null, texts: null } as unknown as StageModel['art']
    const before = compose(
      model({ art: drawn, boundaries: { districts: null, towns: null } }),
      view,
    )
    const after = compose(model({ art: drawn }), view)
    expect(before.scene.camera.zoom).toBeLessThan(after.scene.camera.zoom)
    expect(before.scene.camera.key).not.toBe(after.scene.camera.key)
    // From afar words are large: the map still has most of the room.
    const free = { ...view.free, top: 300, bottom: 300 }
    const far = compose(model({ boundaries: { districts: null, towns: null } }), {
      ...view,
      free,
      k: 2,
    })
    const near = compose(model(), { ...view, free, k: 2 })
    expect(near.scene.camera.zoom - far.scene.camera.zoom).toBeLessThan(1.5)
  })

  it('puts no name under what the page has written over the map', () => {
    const { labels, scene } = compose(model(), view)
    const perDegree = (512 * 2 ** scene.camera.zoom) / 360
    const west = labels.find(({ region }) => region === 10)!
    // The page writes where the western district's name would lie.
    const key = {
      ...{ width: 260, height: 90, y: view.height / 2 + 40 },
      x: view.width / 2 + (west.at[0] - scene.camera.center[0]) * perDegree,
    }
    const covered = (words: StageView['words']) => {
      const made = compose(model(), { ...view, words })
      const at = made.labels.find(({ region }) => region === 10)!
      const middle = project(made.scene.camera.center, made.scene.camera.zoom)
      const box = project(at.at, made.scene.camera.zoom)
      return overlap(key, {
        ...{ width: at.width, height: at.height },
        x: box.x - middle.x + view.width / 2,
        y: box.y - middle.y + view.height / 2,
      })
    }
    expect(covered([])).toBeGreaterThan(0)
    expect(covered([key])).toBe(0)
  })

  it('lets no event be lost and none lie on a name', () => {
    const events = [event(1, 1, [120.5, 32.5]), event(2, 4, [121.52, 32.49]), event(3, 3, null)]
    const { events: marks, labels } = compose(model({ events }), view)
    expect(marks.map((m) => m.row.caseId)).toEqual([1, 2])
    const perDegree = (512 * 2 ** compose(model(), view).scene.camera.zoom) / 360
    for (const mark of marks)
      for (const label of labels) {
        const dx = (mark.at[0] - label.at[0]) * perDegree
        const dy = ((mark.at[1] - label.at[1]) * perDegree) / Math.cos((32.5 * Math.PI) / 180)
        const symbol = { x: dx, y: dy, width: 1.4 * mark.radius, height: 1.4 * mark.radius }
        expect(overlap(symbol, { x: 0, y: 0, width: label.width, height: label.height })).toBe(0)
      }
  })

  it('rings Ⅰ only, and stands still for those who asked for it', () => {
    const events = [event(1, 1, [120.3, 32.2]), event(2, 2, [121.2, 32.2])]
    expect(compose(model({ events }), view).scene.rings.map((r) => r.id)).toEqual([1])
    const still = model({ events, reducedMotion: true })
    expect(compose(still, view).scene.rings).toEqual([])
  })

  it('gives the same scene for the same model', () => {
    const [a, b] = [compose(model(), view).scene, compose(model(), view).scene]
    expect(JSON.stringify(a.sources)).toBe(JSON.stringify(b.sources))
    expect([...a.images.keys()]).toEqual([...b.images.keys()])
  })
})

describe('the drill', () => {
  it('dims the other districts, rings its own and names its towns', () => {
    const m = model({ scope: 10, scopeLevel: 'district' })
    expect(states(m)['districts']).toEqual(
      new Map([
        [10, { sel: 1 }],
        [20, { dim: 1 }],
      ]),
    )
    const { labels, scene } = compose(m, view)
    expect(labels.map((l) => l.region)).toEqual(expect.arrayContaining([11, 12]))
    expect(scene.camera.zoom).toBeGreaterThan(compose(model(), view).scene.camera.zoom)
  })

  it('rings a town and dims its siblings', () => {
    const m = model({ scope: 12, scopeLevel: 'town' })
    expect(states(m)['districts']).toEqual(new Map([[20, { dim: 1 }]]))
    expect(states(m)['towns']?.get(12)).toMatchObject({ sel: 1 })
    expect(states(m)['towns']?.get(11)).toMatchObject({ dim: 1 })
  })

  it('steps down from the scope to what was tapped, and sideways outside it', () => {
    const at = (scope: number, tapped: number) =>
      regionMeant(atlasOf(model({ scope })), scope, tapped)
    expect(at(1, 21)).toBe(20)
    expect(at(20, 21)).toBe(21)
    expect(at(10, 21)).toBe(20)
    expect(at(11, 12)).toBe(12)
    expect(at(11, 22)).toBe(20)
  })
})

describe('a city without boundaries', () => {
  const bare = model({
    boundaries: { districts: null, towns: null },
    figures: [figure(10, 400), figure(20, 100), figure(21, null)],
    labelFigures: [],
  })

  it('draws a bubble for every region, its area in proportion', () => {
    const { bubbles, scene } = compose(bare, view)
    const [large, small] = bubbles
    expect(bubbles.map((b) => b.region)).toEqual([10, 20, 21])
    expect((large?.radius ?? 0) / (small?.radius ?? 1)).toBeCloseTo(2)
    expect(Object.keys(scene.sources)).not.toContain('towns')
    expect(scene.layers.map((l) => l.id)).toContain('graticule')
  })

  it('labels the bubbles of its direct parts', () => {
    expect(compose(bare, view).labels.map((l) => l.region)).toEqual([10, 20])
  })
})

it('says why a figure is not there', () => {
  const format = (v: number) => String(v)
  expect(figureText(figure(1, 0), format)).toBe('0')
  expect(figureText(figure(1, null), format)).toBe('无数据')
  expect(figureText(figure(1, null, { absence: 'suppressed' }), format)).toBe('不显示')
  expect(figureText(figure(1, null, { absence: 'nothing-due' }), format)).toBe('—')
  expect(figureText(undefined, format)).toBe('')
})
