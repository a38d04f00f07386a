import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** Content size of an element in CSS pixels, 0 × 0 until it is laid out. */
export function useElementSize(target: Readonly<Ref<HTMLElement | null>>) {
  const width = ref(0)
  const height = ref(0)
  const observer = new ResizeObserver((entries) => {
    const box = entries.at(-1)?.contentRect
    if (box) [width.value, height.value] = [box.width, box.height]
  })
  watch(
    target,
    (element, before) => {
      if (before) observer.unobserve(before)
      if (element) observer.observe(element)
    },
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(() => observer.disconnect())
  return { width: readonly(width), height: readonly(height) }
}
