import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** Changes that come this close together are shown as one, ms. */
const quiet = 120
/** What is on its way is waited for no longer than this, ms. */
const longest = 1_500

/**
 * A value that follows its source once things have come to rest: figures are on screen first, and the
 * map, whose every frame is dear, draws what a change of theme or region brings in one go.
 */
export function useSettled<T>(source: () => T, pending: () => boolean): Readonly<ShallowRef<T>> {
  const settled = shallowRef(source()) as ShallowRef<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null

  function settle() {
    since = null
    settled.value = source()
  }
  const stop = watch(
    [source, pending],
    () => {
      clearTimeout(timer)
      since ??= performance.now()
      const left = Math.max(0, longest - (performance.now() - since))
      timer = setTimeout(settle, pending() ? left : Math.min(quiet, left))
    },
    { flush: 'post' },
  )
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
  return settled
}
