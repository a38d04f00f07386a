import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

export interface Viewport {
  /** CSS pixels. */
  width: number
  height: number
}

/** Size of the window now. */
export function useViewport(): Readonly<Ref<Viewport>> {
  const read = (): Viewport => ({ width: window.innerWidth, height: window.innerHeight })
  const viewport = shallowRef(read())
  const update = (): void => {
    viewport.value = read()
  }
  window.addEventListener('resize', update)
  onScopeDispose(() => window.removeEventListener('resize', update))
  return readonly(viewport)
}
