import { onScopeDispose, ref } from 'vue'

/** How long 「已复制」 is said. */
const saidFor = 2_000

/** Copies a text (复制), or this page's address where none is given, and says so for a moment. */
export function useCopied() {
  const copied = ref(false)
  let timer = 0
  async function copy(text = window.location.href): Promise<void> {
    await navigator.clipboard.writeText(text)
    copied.value = true
    window.clearTimeout(timer)
    timer = window.setTimeout(() => (copied.value = false), saidFor)
  }
  onScopeDispose(() => window.clearTimeout(timer))
  return { copied, copy }
}
