import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import { backoff } from '../api/timers.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Every indicator of the pack (指标目录), asked for once. */
export const useCatalogue = defineStore('catalogue', () => {
  const api = useCityApi()
  const timers = useTimers()
  const all = shallowRef<IndicatorMeta[]>([])
  function start(): () => void {
    let stopped = false
    let cancel = () => {}
    const tryOnce = async (attempt: number): Promise<void> => {
      try {
        if (all.value.length === 0) all.value = await api.indicatorCatalogue()
      } catch {
        if (!stopped) cancel = timers.after(backoff(attempt), () => void tryOnce(attempt + 1))
      }
    }
    void tryOnce(0)
    return () => {
      stopped = true
      cancel()
    }
  }
  return { all, start }
})
