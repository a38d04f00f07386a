import { onScopeDispose, ref } from 'vue'

/** How long 「已复制」 is said. */
const saidFor = 2_000

/** Copies this page's address (复制链接), and says so for a moment. */
export function useCopied() {
  const copied = ref(false)
  let timer = 0
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(window.location.href)
    copied.value = true
    window.clearTimeout(timer)
    timer = window.setTimeout(() => (copied.value = false), saidFor)
  }
  onScopeDispose(() => window.clearTimeout(timer))
  return { copied, copy }
}
