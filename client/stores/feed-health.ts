import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { FeedHealthAnswer } from '../../shared/feeds/answers.ts'
import { asked } from './drill-asked.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'

/** How every feed of the city stands (接口健康), live or as it was known at a position. */
export const useFeedHealth = defineStore('feed-health', () => {
  const api = useCityApi()
  const time = useTime()
  const question = computed(() => ({ at: time.replay?.position ?? null }))
  return asked<{ at: number | null }, FeedHealthAnswer>((q) => api.feedHealth(q), question)
})
