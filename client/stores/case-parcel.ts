import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ParcelAnswer } from '../../shared/cases/parcel-answers.ts'
import { asked } from './drill-asked.ts'
import { useLive } from './live.ts'
import { useOrderSheet } from './order-sheet.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'
import { useWho } from './who.ts'

interface ParcelQuestion {
  id: number
  /** Who asks: what may be ordered is another's for another role. */
  who: string | null
  at: number | null
}

/** The case of the address as a tracked parcel (办件): asked again when it moves, and when another asks. */
export const useCaseParcel = defineStore('case-parcel', () => {
  const api = useCityApi()
  const route = useRoute()
  const time = useTime()
  const live = useLive()
  const who = useWho()
  const sheet = useOrderSheet()
  const id = computed(() => {
    const said = Number(route.params.id)
    return Number.isSafeInteger(said) && said > 0 ? said : null
  })
  const question = computed<ParcelQuestion | null>(() =>
    id.value === null || (who.answer === null && !who.settled)
      ? null
      : { id: id.value, who: who.id, at: time.replay?.position ?? null },
  )
  const kept = asked<ParcelQuestion, ParcelAnswer>(
    ({ id: caseId, at }) => api.caseParcel(caseId, at),
    question,
  )

  function start(): () => void {
    const stops = [
      kept.start(),
      // Its own news is shown at once; the rest at the city's pace.
      watch(
        () => [live.rows.get(id.value ?? 0), sheet.given] as const,
        () => time.replay === null && kept.refresh(),
      ),
      watch(kept.answer, (answer) => {
        if (answer === null) return
        if (time.replay === null) time.sync(answer.now)
        else time.learn(answer.position, answer.now)
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { id, ...kept, start }
})
