import { describe, expect, it } from 'vitest'

import type { GeoSource, LayerSpec, Scene } from './scene.ts'
import { createSync, type SceneTarget } from './sync.ts'

const source = (key: string, more: Partial<GeoSource> = {}): GeoSource => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
  key,
  ...more,
})
const layer = (id: string, paint = {}): LayerSpec => ({
  id,
  band: 0,
  type: 'line',
  source: 's',
  paint,
})
const scene = (more: Partial<Scene> = {}): Scene => ({
  images: new Map(),
  sources: { s: source('1') },
  layers: [layer('a'), layer('b')],
  states: { s: new Map([[7, { a: 2 }]]) },
  camera: { key: 'home', center: [121, 32], zoom: 8, minZoom: 7 },
  rings: [],
  ...more,
})

/** A map that writes down what is asked of it. */
function paper(fail: (call: string) => boolean = () => false) {
  const calls: string[] = []
  const note = (...words: unknown[]) => {
    const call = words.map((w) => (typeof w === 'object' ? JSON.stringify(w) : String(w))).join(' ')
    if (fail(call)) throw new Error(call)
    calls.push(call)
  }
  const target: SceneTarget = {
    addImage: (key) => note('+image', key),
    removeImage: (key) => note('-image', key),
    addSource: (id) => note('+source', id),
    setSource: (id) => note('=source', id),
    removeSource: (id) => note('-source', id),
    addLayer: (l, before) => note('+layer', l.id, before),
    removeLayer: (id) => note('-layer', id),
    setLayout: (id, name, value) => note('layout', id, name, value),
    setPaint: (id, name, value) => note('paint', id, name, value),
    setFilter: (id, filter) => note('filter', id, filter),
    setState: (s, id, state) => note('state', s, id, state),
    removeState: (s, id) => note('-state', s, id),
    jumpTo: ({ key }) => note('jump', key),
    addRing: ({ id }) => {
      note('+ring', id)
      return () => note('-ring', id)
    },
  }
  return { target, calls, taken: () => calls.splice(0) }
}

describe('the one sync', () => {
  it('puts a first scene up from the top layer down, camera first', () => {
    const { target, taken } = paper()
    createSync(target)(scene())
    expect(taken()).toEqual([
      'jump home',
      '+source s',
      '+layer b undefined',
      '+layer a b',
      'state s 7 {"a":2}',
    ])
  })

  it('does nothing at all when nothing changed', () => {
    const { target, taken } = paper()
    const sync = createSync(target)
    sync(scene())
    taken()
    sync(scene())
    expect(taken()).toEqual([])
  })

  it('applies only the difference', () => {
    const { target, taken } = paper()
    const sync = createSync(target)
    const ring = { id: 1, at: [121, 32] as [number, number] }
    sync(scene({ rings: [ring] }))
    taken()
    sync(
      scene({
        layers: [layer('a', { 'line-width': 2 }), layer('n'), layer('b')],
        sources: { s: source('2') },
        states: { s: new Map([[8, { a: 1 }]]) },
        rings: [{ id: 1, at: [121.5, 32] }],
      }),
    )
    expect(taken()).toEqual([
      '=source s',
      '+layer n b',
      'paint a line-width 2',
      'state s 8 {"a":1}',
      '-state s 7',
      '-ring 1',
      '+ring 1',
    ])
  })

  it('takes layers away before the source they draw', () => {
    const { target, taken } = paper()
    const sync = createSync(target)
    sync(scene())
    taken()
    sync(scene({ layers: [], sources: {}, states: {} }))
    expect(taken()).toEqual(['-layer b', '-layer a', '-source s'])
  })

  it('replaces a source whose ids change, with its layers and states', () => {
    const { target, taken } = paper()
    const sync = createSync(target)
    sync(scene())
    taken()
    sync(scene({ sources: { s: source('1', { promoteId: 'id' }) } }))
    expect(taken()).toEqual([
      '-layer b',
      '-layer a',
      '-source s',
      '+source s',
      '+layer b undefined',
      '+layer a b',
      'state s 7 {"a":2}',
    ])
  })

  it('finishes what a broken run left undone', () => {
    let broken = true
    const { target, taken } = paper((call) => broken && call.startsWith('+layer a'))
    const sync = createSync(target)
    expect(() => sync(scene())).toThrow()
    expect(taken()).toEqual(['jump home', '+source s', '+layer b undefined'])
    broken = false
    sync(scene())
    expect(taken()).toEqual(['+layer a b', 'state s 7 {"a":2}'])
  })

  it('lets a scene that arrives in the middle of a run wait its turn', () => {
    const { target, taken } = paper()
    const next = scene({ states: { s: new Map([[7, { a: 5 }]]) } })
    const sync = createSync({
      ...target,
      addSource: (id, s) => {
        target.addSource(id, s)
        sync(next)
      },
    })
    sync(scene())
    expect(taken().slice(-2)).toEqual(['state s 7 {"a":2}', 'state s 7 {"a":5}'])
  })

  it('adds a picture before the layer that shows it and removes it after', () => {
    const { target, taken } = paper()
    const sync = createSync(target)
    const images = new Map([['p', { ratio: 2, draw: () => new Uint8Array() as never }]])
    sync(scene({ images }))
    expect(taken()[1]).toBe('+image p')
    sync(scene())
    expect(taken()).toEqual(['-image p'])
  })
})
