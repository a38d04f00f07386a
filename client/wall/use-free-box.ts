import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { FreeBox } from '../map/projection.ts'

/**
 * What the panels leave free of the plane behind them: pixels covered on each side, from the boxes
 * they really have. Null until both are laid out.
 */
export function useFreeBox(
  plane: Readonly<Ref<HTMLElement | null>>,
  stage: Readonly<Ref<HTMLElement | null>>,
): Readonly<Ref<FreeBox | null>> {
  const free = ref<FreeBox | null>(null)
  function measure() {
    const all = plane.value?.getBoundingClientRect()
    const room = stage.value?.getBoundingClientRect()
    if (!all?.width || !room?.width) return
    const next = {
      left: Math.round(room.left - all.left),
      right: Math.round(all.right - room.right),
      top: Math.round(room.top - all.top),
      bottom: Math.round(all.bottom - room.bottom),
    }
    const now = free.value
    const same =
      now !== null &&
      (['left', 'right', 'top', 'bottom'] as const).every((side) => now[side] === next[side])
    if (!same) free.value = next
  }
  const observer = new ResizeObserver(measure)
  watch(
    [plane, stage],
    (now, before) => {
      before.forEach((element) => element && observer.unobserve(element))
      now.forEach((element) => element && observer.observe(element))
    },
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(() => observer.disconnect())
  return free
}
