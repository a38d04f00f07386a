import { computed, onScopeDispose, watch } from 'vue'
import { useRoute, useRouter, type RouteLocationNormalizedLoaded } from 'vue-router'
import { homeOf, mayOpen, pageAt } from '../../shared/access/pages.ts'
import { isOpen } from '../stores/back-to.ts'
import { useWho } from '../stores/who.ts'

const remembered = 'screen'

/** A wall that has lost its pairing asks for a new one; a person signs in. */
const doorOf = (route: RouteLocationNormalizedLoaded): string => {
  const wall = route.path.startsWith('/wall')
  const paired = localStorage.getItem(remembered) === 'wall' || route.query.wall !== undefined
  return wall && paired ? '/pair' : '/login'
}

/**
 * The way of a page (门): without a session to `/login` (an unpaired wall to `/pair`) and back to the
 * address afterwards; first to one's own account while something must be done there.
 */
export function useGate() {
  const route = useRoute()
  const router = useRouter()
  const who = useWho()
  onScopeDispose(who.start())

  const page = computed(() => pageAt(route.path))
  /** True once it is known who looks, or where nobody is asked; a server out of reach is the page's to say. */
  const open = computed(
    () =>
      isOpen(route.path) ||
      (who.settled && who.answer !== null) ||
      (!who.settled && who.fault !== null),
  )
  const denied = computed(() =>
    page.value !== null && who.answer !== null && !mayOpen(who.answer, page.value)
      ? page.value
      : null,
  )

  watch(
    () => [route.fullPath, who.settled, who.answer] as const,
    ([to, settled, answer]) => {
      if (!settled || isOpen(route.path) || route.matched.length === 0) return
      if (answer === null) {
        void router.replace({
          path: doorOf(route),
          query: { to, ...(who.ended && { ended: '1' }) },
        })
      } else if (answer.account?.duty && route.path !== '/account') {
        void router.replace({ path: '/account', query: { to } })
      } else if (denied.value !== null && route.redirectedFrom !== undefined) {
        void router.replace(homeOf(answer.roles))
      } else {
        localStorage.setItem(remembered, answer.kind === 'device' ? 'wall' : 'desk')
      }
    },
    { immediate: true },
  )
  return { open, denied, who }
}
