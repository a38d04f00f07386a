import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import type { Rhythm } from '../api/city-api.ts'
import { latestOf } from './latest.ts'
import { whenMoved } from './moved.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

const rhythmEvery = 5_000

interface RhythmQuestion {
  region: RegionId
  at: number | null
}

/**
 * The day's rhythm (24 小时受理) of the chosen region: today up to now, in replay too, so that the
 * strip keeps its far edge; only a replayed moment of an earlier day brings that day instead.
 */
export const useRhythm = defineStore('rhythm', () => {
  const api = useCityApi()
  const time = useTime()
  const timers = useTimers()
  const selection = useSelection()
  const today = ref<number | null>(null)
  const latest = latestOf<RhythmQuestion, Rhythm>(
    ({ region, at }) => api.rhythm(region, at),
    timers,
    () => time.now,
  )

  const question = computed<RhythmQuestion | null>(() => {
    if (selection.region === null) return null
    const earlier = today.value !== null && (time.replay?.at ?? Infinity) < today.value
    return { region: selection.region, at: earlier ? (time.replay?.position ?? null) : null }
  })
  const slots = computed(() => {
    const answered = latest.answered.value
    return answered && answered.key.region === selection.region ? answered.value.slots : null
  })
  const fault = computed(() => latest.fault.value)
  const lastGoodAt = computed(() => latest.answered.value?.value.now ?? null)

  function start(): () => void {
    const stops = [
      watch(question, (asked) => asked && latest.want(asked), { immediate: true }),
      watch(latest.answered, (answered) => {
        if (answered?.key.at === null) today.value = answered.value.dayStart
      }),
      whenMoved(timers, rhythmEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { slots, fault, lastGoodAt, start }
})
