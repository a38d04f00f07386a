import { onScopeDispose, watch } from 'vue'
import { useRouter, type RouteLocationNormalized } from 'vue-router'
import { sceneLink } from '../../shared/wall/scene-link.ts'
import { useWallState } from '../stores/wall-state.ts'

/**
 * A screen goes where its wall's scene is (跟随场景): to the theme, or to whatever page a person put on it.
 * Which wall and part it is stays in its address, so that a reload changes nothing.
 */
export function useWallFollow(): void {
  const router = useRouter()
  const wall = useWallState()
  onScopeDispose(wall.start())

  const own = (): Record<string, string> => {
    const { screen } = wall
    if (wall.wall === null) return {}
    return {
      wall: wall.wall,
      ...(screen && { screen: `${screen.index}/${screen.of}` }),
    }
  }
  const keeps = (to: RouteLocationNormalized) =>
    Object.entries(own()).every(([key, value]) => to.query[key] === value)
  onScopeDispose(
    router.beforeEach((to) =>
      keeps(to) ? true : { path: to.path, query: { ...to.query, ...own() }, replace: true },
    ),
  )
  watch(
    () => (wall.current ? JSON.stringify(wall.current.scene) : null),
    () => {
      const scene = wall.current?.scene
      if (scene === undefined) return
      const { path, query } = sceneLink(scene)
      void router.replace({ path, query: { ...query, ...own() } })
    },
    { immediate: true },
  )
}
