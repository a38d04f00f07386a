import { onScopeDispose, ref, watch } from 'vue'

interface ScrubberOptions {
  /** Number of equal places along the track. */
  count: () => number
  /** Place shown now. */
  current: () => number
  /** Last place that can be chosen; anything beyond means `release`. */
  limit: () => number
  choose: (index: number) => void
  release: () => void
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -4, PageDown: 4 }

/** Pointer drag and keys on a track of places; speaks only when the place changes. */
export function useScrubber(options: ScrubberOptions) {
  const dragging = ref(false)
  // What was last said: the parent may answer late, and must not be asked the same twice.
  let held: number | null = null
  let track: HTMLElement | null = null

  function go(index: number): void {
    const last = options.limit()
    if (index > last) {
      if (held !== last + 1) options.release()
      held = last + 1
    } else if (index !== held && last >= 0) {
      held = Math.max(0, index)
      options.choose(held)
    }
  }

  function indexOf(event: PointerEvent): number {
    const box = track!.getBoundingClientRect()
    const share = box.width > 0 ? (event.clientX - box.left) / box.width : 0
    return Math.max(0, Math.min(options.count() - 1, Math.floor(share * options.count())))
  }

  const move = (event: PointerEvent): void => go(indexOf(event))

  function end(): void {
    dragging.value = false
    held = null
    track?.removeEventListener('pointermove', move)
    track?.removeEventListener('pointerup', end)
    track?.removeEventListener('pointercancel', end)
    track = null
  }

  function onPointerdown(event: PointerEvent): void {
    if (event.button !== 0) return
    end()
    track = event.currentTarget as HTMLElement
    track.setPointerCapture?.(event.pointerId)
    track.addEventListener('pointermove', move)
    track.addEventListener('pointerup', end)
    track.addEventListener('pointercancel', end)
    dragging.value = true
    move(event)
  }

  function onKeydown(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step !== undefined) go(Math.max(0, (held ?? options.current()) + step))
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End' || event.key === 'Escape') go(options.limit() + 1)
    else return
    event.preventDefault()
  }

  // Moved by someone else (实时 pressed, a link opened): the keys start from there.
  watch(options.current, (index) => {
    if (!dragging.value && index !== held) held = null
  })

  onScopeDispose(end)
  return { dragging, onPointerdown, onKeydown }
}
