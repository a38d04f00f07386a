import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { pageAnswers } from '../api/page-answers.ts'
import { useLive } from '../stores/live.ts'
import { useTimers } from '../stores/use-city-api.ts'
import { useWallState } from '../stores/wall-state.ts'
import { useWarnings } from '../stores/warnings.ts'
import { reloadForMissingPart, reloadOnNewVersion } from './new-version.ts'

/** The builds that this tab has reloaded for; kept over the reload itself. */
const once = {
  has: (build: string) => sessionStorage.getItem(`build ${build}`) !== null,
  add: (build: string) => sessionStorage.setItem(`build ${build}`, ''),
}

/**
 * Takes up another build of the client (新版本): a wall by itself, a desk when its person turns to another
 * page, any page when a part of it is no longer there.
 */
export function useNewVersion(): void {
  const router = useRouter()
  const live = useLive()
  const wall = useWallState()
  const warnings = useWarnings()
  const own = document.querySelector<HTMLMetaElement>('meta[name="shiyu-build"]')?.content ?? null
  /** Nobody stands beside it: the wall's page, or any page that a wall shows. */
  const isWall = () => router.currentRoute.value.name === 'wall' || wall.wall !== null
  const isGrave = () =>
    warnings.rows.some(({ parts }) => parts.some(({ severity }) => (severity ?? 4) <= 2))

  const parts = {
    ...{ own, once, timers: useTimers(), canLoad: pageAnswers },
    reload: () => location.reload(),
  }
  const stopReloading = reloadOnNewVersion({
    ...parts,
    served: () => (isWall() ? live.build : null),
    alarm: () => wall.current?.reason === 'event' || isGrave(),
  })
  const stopTurning = router.beforeEach((to, from) => {
    const build = live.build
    const isNew = own !== null && build !== null && build !== own && !once.has(build)
    if (!isNew || isWall() || to.path === from.path) return true
    once.add(build)
    location.assign(to.fullPath)
    return false
  })
  const { missing, stop: stopMissing } = reloadForMissingPart(parts)
  addEventListener('vite:preloadError', missing)
  onScopeDispose(() => {
    stopReloading()
    stopTurning()
    stopMissing()
    removeEventListener('vite:preloadError', missing)
  })
}
