import { computed, onScopeDispose, watchEffect, type ComputedRef } from 'vue'
import { useViewport } from '../composables/useViewport.ts'
import { useSelection } from '../stores/selection.ts'
import { useWallState } from '../stores/wall-state.ts'
import type { WallPicture, WallPlan } from './plan/asked.ts'
import { planWall } from './plan/plan-wall.ts'

/** More screens than these side by side are walls of their own. */
const mostScreens = 8

/** The plan (布局) of the wall that this browser is a screen of, and which of them it is. */
export function useWallPlan(): {
  plan: ComputedRef<WallPlan>
  picture: ComputedRef<WallPicture>
  /** From 0. */
  screen: ComputedRef<number>
  screens: ComputedRef<number>
} {
  const viewport = useViewport()
  const selection = useSelection()
  const wall = useWallState()
  const screens = computed(() => Math.min(mostScreens, wall.screen?.of ?? 1))
  const screen = computed(() => Math.min(screens.value, wall.screen?.index ?? 1) - 1)
  const picture = computed<WallPicture>(() => {
    if (wall.mode === 'war') return 'war'
    return selection.themed ? 'theme' : 'city'
  })
  const plan = computed(() =>
    planWall({
      ...viewport.value,
      distance: wall.look.distance,
      screens: screens.value,
      picture: picture.value,
      mapOnly: wall.current?.scene.layout === 'map',
    }),
  )
  const { style } = document.documentElement
  watchEffect(() => {
    style.fontSize = `${plan.value.rem}px`
  })
  onScopeDispose(() => style.removeProperty('font-size'))
  return { plan, picture, screen, screens }
}
