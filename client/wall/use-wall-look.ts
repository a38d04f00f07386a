import { computed, onScopeDispose, watch } from 'vue'
import { useSession } from '../stores/session.ts'
import { useTime } from '../stores/time.ts'
import { useWallState } from '../stores/wall-state.ts'
import { isDay } from './daylight.ts'

/**
 * Day or night (日间 / 夜间) for as long as the wall is shown: as set, or by the sun over the city. Nobody
 * who looks at a wall chooses it there.
 */
export function useWallLook(): void {
  const session = useSession()
  const time = useTime()
  const wall = useWallState()
  const { dataset } = document.documentElement

  const centre = computed(() => {
    const { lng, lat } = session.regions.find(session.city?.cityRegion ?? -1) ?? {}
    return lng == null || lat == null ? null : ([lng, lat] as const)
  })
  const theme = computed(() => {
    if (wall.look.theme !== 'auto') return wall.look.theme
    return centre.value && isDay(time.minute * 60_000, centre.value) ? 'day' : 'night'
  })
  watch(
    theme,
    (next) => {
      if (next === 'day') dataset.theme = 'light'
      else delete dataset.theme
    },
    { immediate: true },
  )
  onScopeDispose(() => delete dataset.theme)
}
