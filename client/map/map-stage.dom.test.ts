import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { classify } from '../../shared/indicators/classify.ts'
import type { Engine, EngineOptions } from './engine.ts'
import MapStage from './MapStage.vue'

const made: { options: EngineOptions; engine: Engine; rings: Set<number> }[] = []
let supported = true

vi.mock('./engine.ts', () => ({
  engineSupported: () => supported,
  createEngine: (options: EngineOptions) => {
    const rings = new Set<number>()
    const calls = new Proxy<Record<string | symbol, unknown>>(
      {},
      { get: (own, name) => (name === 'then' ? undefined : (own[name] ??= vi.fn())) },
    ) as unknown as Engine
    const engine: Engine = Object.assign(calls, {
      zoom: () => options.camera.zoom,
      pixelOf: () => ({ x: 5, y: 5 }),
      placeAt: ({ x, y }: { x: number; y: number }) => [x / 10, y / 10],
      shapeAt: vi.fn(() => 2),
      addRing: ({ id }: { id: number }) => {
        rings.add(id)
        return () => rings.delete(id)
      },
    })
    made.push({ options, engine, rings })
    return Promise.resolve(engine)
  },
}))

const props = {
  art: null,
  boundaries: { districts: null, towns: null },
  regions: [
    { id: 1, name: 'Boston', parentId: null, level: 'city' as const, lng: -71.06, lat: 42.33 },
    { id: 2, name: 'Roxbury', parentId: 1, level: 'district' as const, lng: -71.09, lat: 42.32 },
  ],
  scope: 1,
  scopeLevel: 'city' as const,
  figures: [{ region: 2, value: 5, absence: null, status: 'normal' as const, stale: false }],
  labelFigures: [],
  classes: classify([5], { method: 'equal' }),
  format: String,
  events: [],
  symbols: {},
  selectedCase: null,
  freeBox: { left: 0, right: 0, top: 0, bottom: 0 },
}

async function shown() {
  const stage = mount(MapStage, { props, attachTo: document.body })
  await flushPromises()
  return stage
}

describe('the map on a page', () => {
  beforeEach(() => {
    made.length = 0
    supported = true
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  })
  afterEach(() => vi.restoreAllMocks())

  it('says it is ready once all of it is drawn', async () => {
    const stage = await shown()
    expect(stage.emitted('ready')).toBeUndefined()
    made[0]?.options.on.whole()
    expect(stage.emitted('ready')).toHaveLength(1)
    stage.unmount()
  })

  it('turns a tap into the region it means', async () => {
    const stage = await shown()
    made[0]?.options.on.tap({ x: 300, y: 300 })
    expect(stage.emitted('select-region')).toEqual([[2]])
    expect(stage.emitted('tapped')).toEqual([[[30, 30]]])
    stage.unmount()
  })

  it('says so where there is no WebGL', async () => {
    supported = false
    const stage = await shown()
    expect(stage.emitted('failed')).toEqual([['webgl-unavailable']])
    expect(made).toHaveLength(0)
    stage.unmount()
  })

  it('starts anew when a lost context comes back', async () => {
    const stage = await shown()
    made[0]?.options.on.contextLost()
    expect(stage.emitted('failed')).toEqual([['context-lost']])
    made[0]?.options.on.contextRestored()
    await flushPromises()
    expect(made).toHaveLength(2)
    expect(made[0]?.engine.dispose).toHaveBeenCalledTimes(1)
    stage.unmount()
    expect(made[1]?.engine.dispose).toHaveBeenCalledTimes(1)
  })

  it('leaves no map, observer or listener behind', async () => {
    const added = vi.spyOn(window, 'addEventListener')
    const removed = vi.spyOn(window, 'removeEventListener')
    const disconnected = vi.spyOn(ResizeObserver.prototype, 'disconnect')
    const stage = await shown()
    stage.unmount()
    expect(made[0]?.engine.dispose).toHaveBeenCalledTimes(1)
    expect(disconnected).toHaveBeenCalled()
    for (const [type, listener] of added.mock.calls.filter(([type]) => type === 'resize'))
      expect(removed).toHaveBeenCalledWith(type, listener)
  })

  it('disposes a map that finishes starting after the page has gone', async () => {
    const stage = mount(MapStage, { props, attachTo: document.body })
    stage.unmount()
    await flushPromises()
    for (const { engine } of made) expect(engine.dispose).toHaveBeenCalledTimes(1)
  })
})
