import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'

import { loadArt, type LoadedArt } from './art.ts'
import { calloutPlace } from './callout-place.ts'
import { compose, type Composition } from './compose/compose.ts'
import { regionMeant, type StageView } from './compose/model.ts'
import { createEngine, engineSupported, type Engine } from './engine.ts'
import { onLateFaces } from './faces.ts'
import { bubbleAt, eventAt, labelAt } from './hit.ts'
import { createPatience } from './patience.ts'
import type { Point } from './projection.ts'
import type { StageEvents, StageFailure, StageProps } from './stage-types.ts'
import { createSync } from './sync.ts'
import { readTokens, type Tokens } from './tokens.ts'
import { wordsOver } from './words-over.ts'

const designHeight = 1080
const deepestZoom = 14

/** Ties one map to one component: starts it, keeps it in step with its props, takes it down. */
export function useStage(
  host: Ref<HTMLElement | null>,
  props: StageProps,
  events: StageEvents,
): void {
  let engine: Engine | null = null
  let show: ((c: Composition) => void) | null = null
  let current: Composition | null = null
  let tokens: Tokens | null = null
  let art: LoadedArt | null = null
  let artAsked: AbortController | null = null
  let userZoom: number | null = null
  let faces = 0
  let gone = false
  let size = ''
  let drawn = false
  let retry: ReturnType<typeof setTimeout> | undefined
  const patience = createPatience(() => performance.now())

  const scale = () => props.scale ?? window.innerHeight / designHeight

  function viewOf(element: HTMLElement, look: Tokens): StageView {
    return {
      width: element.clientWidth,
      height: element.clientHeight,
      k: Math.round(scale() * 1000) / 1000,
      ratio: Math.max(2, window.devicePixelRatio),
      free: props.freeBox,
      words: wordsOver(element),
      zoom: userZoom,
      tokens: look,
      faces,
      previous: current?.offsets ?? new Map(),
    }
  }

  function composed(): Composition | null {
    const element = host.value
    if (!element || !tokens || element.clientWidth === 0 || element.clientHeight === 0) return null
    const view = viewOf(element, tokens)
    const next = compose({ ...props, art }, view)
    if (userZoom === null || !current || next.scene.camera.key === current.scene.camera.key)
      return next
    // The scope or the room changed: the map jumps, so the person's own zoom no longer counts.
    userZoom = null
    return compose({ ...props, art }, { ...view, zoom: null })
  }

  function update(): void {
    if (!engine || !show) return
    const element = host.value
    const now = `${element?.clientWidth}x${element?.clientHeight}`
    if (now !== size) {
      size = now
      engine.resize()
    }
    const next = composed()
    if (!next) return
    current = next
    show(next)
    callout()
  }

  function callout(): void {
    if (!engine || !current) return events.callout(null)
    const [width, height] = [host.value?.clientWidth ?? 0, host.value?.clientHeight ?? 0]
    const room = { width, height, free: props.freeBox }
    events.callout(calloutPlace(current, engine.pixelOf, props.selectedCase, room))
  }

  function regionAt(at: Point): number | null {
    if (!engine || !current) return null
    const tapped =
      labelAt(current, engine.pixelOf, at) ??
      bubbleAt(current, engine.pixelOf, at) ??
      engine.shapeAt(at, ['towns', 'districts'])
    return tapped === null ? null : regionMeant(current.atlas, props.scope, tapped)
  }

  function tap(at: Point): void {
    if (!engine || !current) return
    events.tapped(engine.placeAt(at))
    const event = eventAt(current, engine.pixelOf, at)
    if (event !== null) return events.selectCase(event)
    const region = regionAt(at)
    if (region !== null && region !== props.scope) events.selectRegion(region)
  }

  function moveEnd(): void {
    if (!engine || !current) return
    const zoom = engine.zoom()
    const resting = Math.abs(zoom - current.scene.camera.zoom) < 0.01
    const before = userZoom
    userZoom = resting ? null : zoom
    if (before !== userZoom) update()
    else callout()
  }

  async function start(): Promise<void> {
    const element = host.value
    const first = composed()
    if (!element || !tokens || !first) return
    if (!engineSupported()) {
      // A machine that never drew has no WebGL; one that did may have it again.
      if (!drawn) return events.failed('webgl-unavailable')
      return comeBack('webgl-unavailable')
    }
    try {
      const made = await createEngine({
        container: element,
        camera: first.scene.camera,
        maxZoom: deepestZoom + Math.log2(scale()),
        glyphs: props.glyphs,
        ideographs: tokens.font,
        on: {
          move: callout,
          moveEnd,
          tap,
          point: (at) =>
            engine?.cursor(
              current && (eventAt(current, engine.pixelOf, at) ?? regionAt(at)) !== null
                ? 'pointer'
                : '',
            ),
          whole: () => {
            drawn = true
            events.ready()
          },
          // Taking a map down loses its context too; only a loss while it is in use is news.
          contextLost: () => engine && comeBack('context-lost'),
          contextRestored: () => engine && again(),
        },
      })
      if (gone) return made.dispose()
      engine = made
      const sync = createSync(made)
      show = (c) => sync(c.scene)
      update()
    } catch {
      comeBack('start-failed')
    }
  }

  /** Lost: the map is made anew when the browser gives it back, or a little later; not for ever. */
  function comeBack(why: StageFailure): void {
    if (gone) return
    const wait = patience.failed()
    clearTimeout(retry)
    if (wait === null) {
      stop()
      return events.failed(why === 'context-lost' ? 'start-failed' : why)
    }
    events.failed('context-lost')
    retry = setTimeout(again, wait)
  }
  function again(): void {
    clearTimeout(retry)
    stop()
    void start()
  }

  function stop(): void {
    const old = engine
    engine = null
    show = null
    old?.dispose()
    size = ''
  }

  async function readArt(): Promise<void> {
    artAsked?.abort()
    artAsked = new AbortController()
    const asked = artAsked
    const found = props.art && (await loadArt(props.art, asked.signal).catch(() => null))
    if (asked.signal.aborted) return
    art = found
  }

  const observer = new ResizeObserver(() => (engine ? update() : undefined))
  // Day and night: the same map in other colours.
  const themes = new MutationObserver(() => {
    if (!host.value) return
    tokens = readTokens(host.value)
    update()
  })

  let stopFaces = (): void => {}
  onMounted(async () => {
    if (!host.value) return
    tokens = readTokens(host.value)
    observer.observe(host.value)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    window.addEventListener('resize', update)
    stopFaces = onLateFaces(() => {
      faces++
      update()
    })
    await readArt()
    if (gone) return
    await start()
  })
  watch(() => ({ ...props }), update, { flush: 'post' })
  watch(
    () => props.art,
    async () => {
      await readArt()
      if (!gone) update()
    },
  )
  onBeforeUnmount(() => {
    gone = true
    artAsked?.abort()
    observer.disconnect()
    themes.disconnect()
    clearTimeout(retry)
    stopFaces()
    window.removeEventListener('resize', update)
    stop()
  })
}
