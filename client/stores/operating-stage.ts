import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { latestOf } from './latest.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** 城市运行等级 of the city, asked once a minute; in replay as it was. */
export const useOperatingStage = defineStore('operating-stage', () => {
  const api = useCityApi()
  const time = useTime()
  const latest = latestOf(
    ({ at }: { at: number | null }) => api.operatingStage(at),
    useTimers(),
    () => time.now,
  )
  const position = computed(() => time.replay?.position ?? null)
  /** Never the stage of another moment. */
  const answer = computed(() =>
    latest.answered.value?.key.at === position.value ? latest.answered.value.value : null,
  )
  function start(): () => void {
    const stops = [
      watch(position, (at) => latest.want({ at }), { immediate: true }),
      watch(
        () => time.minute,
        () => time.replay === null && latest.refresh(),
      ),
    ]
    return () => {
      stops.forEach((stop) => stop())
      latest.stop()
    }
  }
  return { answer, fault: latest.fault, start }
})
