import { onScopeDispose, watch } from 'vue'
import { useCases } from '../stores/cases.ts'
import { useSelection } from '../stores/selection.ts'
import { useTime } from '../stores/time.ts'
import { useWallState } from '../stores/wall-state.ts'
import { createGraveWatch } from './new-grave.ts'
import { createSoundCue } from './sound-cue.ts'

/** A tone for a new event of Ⅰ or Ⅱ (提示音), where the wall's look asks for it; never in replay. */
export function useSoundCue(): void {
  const cases = useCases()
  const selection = useSelection()
  const time = useTime()
  const wall = useWallState()
  const cue = createSoundCue()
  let come = createGraveWatch()

  watch(
    () => [selection.region, time.replay === null],
    // Another place or moment has other events: none of them is news.
    () => (come = createGraveWatch()),
  )
  watch(
    () => cases.rows,
    (rows) => {
      const count = come(rows)
      if (count > 0 && wall.look.sound && time.replay === null) cue.play()
    },
    { immediate: true },
  )
  onScopeDispose(() => cue.close())
}
