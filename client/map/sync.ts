import type { Camera } from './projection.ts'
import type { AreaState, ImageSpec, LayerSpec, Ring, Scene, SourceSpec } from './scene.ts'

/** What the sync needs of the engine: nothing here knows which map library draws. */
export interface SceneTarget {
  addImage(key: string, image: ImageSpec): void
  removeImage(key: string): void
  addSource(id: string, source: SourceSpec): void
  setSource(id: string, source: SourceSpec): void
  removeSource(id: string): void
  addLayer(layer: LayerSpec, beforeId: string | undefined): void
  removeLayer(id: string): void
  setLayout(id: string, name: string, value: unknown): void
  setPaint(id: string, name: string, value: unknown): void
  setFilter(id: string, filter: LayerSpec['filter']): void
  setState(source: string, id: number | string, state: AreaState): void
  removeState(source: string, id: number | string): void
  jumpTo(camera: Camera): void
  /** Returns how to take the ring away again. */
  addRing(ring: Ring): () => void
}

interface Applied {
  images: Set<string>
  sources: Map<string, SourceSpec>
  layers: Map<string, LayerSpec>
  states: Map<string, Map<number | string, AreaState>>
  rings: Map<number, { ring: Ring; remove: () => void }>
  camera: string | null
}

/**
 * The only way onto the map. Each step is noted as soon as it is done, so a run that was cut short is
 * simply run again; a scene that arrives during a run waits, and only the newest waits.
 */
export function createSync(target: SceneTarget): (scene: Scene) => void {
  const done: Applied = {
    images: new Set(),
    sources: new Map(),
    layers: new Map(),
    states: new Map(),
    rings: new Map(),
    camera: null,
  }
  let running = false
  let waiting: Scene | null = null
  return (scene) => {
    waiting = scene
    if (running) return
    running = true
    try {
      while (waiting) {
        const next: Scene = waiting
        waiting = null
        apply(target, done, next)
      }
    } finally {
      running = false
    }
  }
}

function apply(target: SceneTarget, done: Applied, scene: Scene): void {
  const wanted = new Map(scene.layers.map((l) => [l.id, l]))
  applyCamera(target, done, scene.camera)
  for (const [key, image] of scene.images)
    if (!done.images.has(key)) {
      target.addImage(key, image)
      done.images.add(key)
    }
  for (const [id, layer] of [...done.layers]) {
    const kept = wanted.get(id)
    if (kept && !mustReplace(layer, kept) && !sourceReplaced(done, scene, kept)) continue
    target.removeLayer(id)
    done.layers.delete(id)
  }
  applySources(target, done, scene)
  applyLayers(target, done, scene.layers)
  applyStates(target, done, scene.states)
  applyRings(target, done, scene.rings)
  for (const key of [...done.images])
    if (!scene.images.has(key)) {
      target.removeImage(key)
      done.images.delete(key)
    }
}

function applyCamera(target: SceneTarget, done: Applied, camera: Camera): void {
  if (done.camera === camera.key) return
  target.jumpTo(camera)
  done.camera = camera.key
}

const contentOf = (s: SourceSpec): unknown => (s.type === 'geojson' ? s.key : s.url)

/** A source of another kind cannot be changed in place; its layers leave with it. */
const replaces = (a: SourceSpec, b: SourceSpec): boolean =>
  a.type !== b.type ||
  (a.type === 'geojson' && b.type === 'geojson' && a.promoteId !== b.promoteId) ||
  (a.type === 'image' && contentOf(a) !== contentOf(b))

function sourceReplaced(done: Applied, scene: Scene, layer: LayerSpec): boolean {
  if (layer.source === undefined) return false
  const before = done.sources.get(layer.source)
  const after = scene.sources[layer.source]
  return before !== undefined && (after === undefined || replaces(before, after))
}

function applySources(target: SceneTarget, done: Applied, scene: Scene): void {
  for (const [id, source] of [...done.sources]) {
    const next = scene.sources[id]
    if (next && !replaces(source, next)) continue
    target.removeSource(id)
    done.sources.delete(id)
    done.states.delete(id)
  }
  for (const [id, source] of Object.entries(scene.sources)) {
    const before = done.sources.get(id)
    if (before && contentOf(before) === contentOf(source)) continue
    if (before) target.setSource(id, source)
    else target.addSource(id, source)
    done.sources.set(id, source)
  }
}

const mustReplace = (a: LayerSpec, b: LayerSpec): boolean =>
  a.type !== b.type ||
  a.source !== b.source ||
  a.minzoom !== b.minzoom ||
  a.custom?.key !== b.custom?.key

function applyLayers(target: SceneTarget, done: Applied, layers: readonly LayerSpec[]): void {
  let above: string | undefined
  for (const layer of [...layers].reverse()) {
    const before = done.layers.get(layer.id)
    if (!before) target.addLayer(layer, above)
    else changeLayer(target, before, layer)
    done.layers.set(layer.id, layer)
    above = layer.id
  }
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function changeLayer(target: SceneTarget, before: LayerSpec, layer: LayerSpec): void {
  const each = (
    a: LayerSpec['paint'] = {},
    b: LayerSpec['paint'] = {},
    set: (name: string, value: unknown) => void,
  ) => {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)]))
      if (!same(a[name], b[name])) set(name, b[name])
  }
  if (!same(before.filter, layer.filter)) target.setFilter(layer.id, layer.filter)
  each(before.layout, layer.layout, (name, value) => target.setLayout(layer.id, name, value))
  each(before.paint, layer.paint, (name, value) => target.setPaint(layer.id, name, value))
}

function applyStates(target: SceneTarget, done: Applied, states: Scene['states']): void {
  for (const [source, wanted] of Object.entries(states)) {
    const known = done.states.get(source) ?? new Map<number | string, AreaState>()
    done.states.set(source, known)
    for (const [id, state] of wanted) {
      const before = known.get(id)
      if (before && same(before, state)) continue
      if (before && Object.keys(before).some((name) => !(name in state)))
        target.removeState(source, id)
      target.setState(source, id, state)
      known.set(id, state)
    }
    for (const id of [...known.keys()])
      if (!wanted.has(id)) {
        target.removeState(source, id)
        known.delete(id)
      }
  }
}

function applyRings(target: SceneTarget, done: Applied, rings: readonly Ring[]): void {
  const wanted = new Map(rings.map((r) => [r.id, r]))
  for (const [id, { ring, remove }] of [...done.rings]) {
    if (same(wanted.get(id), ring)) continue
    remove()
    done.rings.delete(id)
  }
  for (const ring of rings)
    if (!done.rings.has(ring.id)) done.rings.set(ring.id, { ring, remove: target.addRing(ring) })
}
