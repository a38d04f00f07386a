import { onScopeDispose, readonly, ref, type Ref } from 'vue'

export type WallClass = 'portrait' | '4:3' | '16:9' | '21:9' | '32:9'

/** Aspect picks the layout: bounds at 1, 1.6, 2.2 and 2.8, each belonging to the wider class. */
export function wallClassOf(width: number, height: number): WallClass {
  const ratio = height > 0 ? width / height : 16 / 9
  if (ratio < 1) return 'portrait'
  if (ratio < 1.6) return '4:3'
  if (ratio < 2.2) return '16:9'
  return ratio < 2.8 ? '21:9' : '32:9'
}

/** The class of the window now. */
export function useAspect(): Readonly<Ref<WallClass>> {
  const read = (): WallClass => wallClassOf(window.innerWidth, window.innerHeight)
  const aspect = ref(read())
  const update = (): void => {
    aspect.value = read()
  }
  window.addEventListener('resize', update)
  onScopeDispose(() => window.removeEventListener('resize', update))
  return readonly(aspect)
}
