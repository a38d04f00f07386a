import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** Size of 1 rem in CSS pixels, followed through resizes and changes of the page's own size. */
export function useRem(): Readonly<Ref<number>> {
  const root = document.documentElement
  const read = () => parseFloat(getComputedStyle(root).fontSize) || 16
  const rem = ref(read())
  const update = () => {
    rem.value = read()
  }
  const observer = new MutationObserver(update)
  observer.observe(root, { attributes: true, attributeFilter: ['class', 'style'] })
  window.addEventListener('resize', update)
  onScopeDispose(() => {
    observer.disconnect()
    window.removeEventListener('resize', update)
  })
  return readonly(rem)
}
