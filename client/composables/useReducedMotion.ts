import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** True while the machine asks for less motion: cross-fade only. */
export function useReducedMotion(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(prefers-reduced-motion: reduce)')
  const reduced = ref(query.matches)
  const update = (): void => {
    reduced.value = query.matches
  }
  query.addEventListener('change', update)
  onScopeDispose(() => query.removeEventListener('change', update))
  return readonly(reduced)
}
