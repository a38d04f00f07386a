import { computed, type ComputedRef } from 'vue'
import type { Fault } from '../stores/fault.ts'
import { faceOf, type PanelFace } from '../panels/face.ts'
import { useSession } from '../stores/session.ts'
import { useTime } from '../stores/time.ts'
import { faceMessage } from './face-message.ts'

interface Source {
  fault: Fault | null
  lastGoodAt: number | null
}

/** The face of what a store holds; `count` null = nothing yet. */
export function useFace(
  source: Source,
  count: () => number | null,
  stale: () => boolean = () => false,
): { face: ComputedRef<PanelFace>; message: ComputedRef<string | undefined> } {
  const session = useSession()
  const time = useTime()
  const face = computed(() =>
    faceOf({ count: count(), failed: source.fault !== null, stale: stale() }),
  )
  const message = computed(() =>
    faceMessage({
      face: face.value,
      fault: source.fault,
      lastGoodAt: source.lastGoodAt,
      zone: session.city?.zone ?? 'UTC',
      now: time.now,
    }),
  )
  return { face, message }
}
