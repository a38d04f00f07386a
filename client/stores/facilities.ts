import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import type { FacilityAnswer } from '../../shared/facilities/answers.ts'
import { useBoard } from './board.ts'
import { latestOf } from './latest.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

interface FacilityQuestion {
  region: RegionId
  theme: string
}

/** The chosen theme's facilities (设施) in the chosen region, and which kinds the map shows. */
export const useFacilities = defineStore('facilities', () => {
  const api = useCityApi()
  const time = useTime()
  const timers = useTimers()
  const selection = useSelection()
  const board = useBoard()
  /** Kinds switched off, by id: for as long as the wall hangs. */
  const off = ref<ReadonlySet<string>>(new Set())
  const latest = latestOf<FacilityQuestion, FacilityAnswer>(
    (question) => api.facilities(question),
    timers,
    () => time.now,
  )

  // The figures come first: points are asked for when the theme's board is there.
  const question = computed<FacilityQuestion | null>(() => {
    const { region, theme, themed } = selection
    return themed && region !== null && theme !== null && board.board ? { region, theme } : null
  })
  const answer = computed<FacilityAnswer | null>(() => {
    const [asked, answered] = [question.value, latest.answered.value]
    if (!asked || !answered) return null
    const { region, theme } = answered.key
    return region === asked.region && theme === asked.theme ? answered.value : null
  })
  const kinds = computed(() =>
    (answer.value?.kinds ?? []).map((kind) => ({ ...kind, shown: !off.value.has(kind.id) })),
  )

  function toggle(id: string) {
    const next = new Set(off.value)
    if (!next.delete(id)) next.add(id)
    off.value = next
  }

  function start(): () => void {
    const stopWatch = watch(question, (asked) => asked && latest.want(asked), { immediate: true })
    return () => {
      stopWatch()
      latest.stop()
    }
  }

  return { answer, kinds, toggle, start }
})
