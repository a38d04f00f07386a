import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** Size of 1 rem in CSS pixels, followed through resizes. */
export function useRem(): Readonly<Ref<number>> {
  const read = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  const rem = ref(read())
  const update = () => {
    rem.value = read()
  }
  window.addEventListener('resize', update)
  onScopeDispose(() => window.removeEventListener('resize', update))
  return readonly(rem)
}
