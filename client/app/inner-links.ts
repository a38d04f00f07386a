import type { Router } from 'vue-router'

/**
 * Plain taps on links to our own pages go through the router, whichever panel drew them; in replay
 * the link leads to the same moment. Returns what ends it.
 */
export function innerLinks(router: Router, root: Document = document): () => void {
  function taken(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a[href^="/"]') : null
    const path = link?.getAttribute('href')
    if (!path || link?.hasAttribute('target') || link?.hasAttribute('download')) return
    const to = router.resolve(path)
    // An address of the server, such as a file: the browser's business.
    if (to.matched.length === 0 || to.name === undefined) return
    event.preventDefault()
    const { at } = router.currentRoute.value.query
    void router.push({ ...to, query: { ...(at ? { at } : {}), ...to.query } })
  }
  root.addEventListener('click', taken)
  return () => root.removeEventListener('click', taken)
}
