import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { SearchAnswer } from '../../shared/search/answers.ts'
import { latestOf } from './latest.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

interface Question {
  text: string
  at: number | null
}

/** 智能搜索: what is typed into the one box, and what was found. */
export const useSearch = defineStore('search', () => {
  const api = useCityApi()
  const time = useTime()
  const latest = latestOf<Question, SearchAnswer>(
    (question) => api.search(question),
    useTimers(),
    () => time.now,
  )
  const isOpen = ref(false)
  const text = ref('')

  const asked = computed(() => text.value.trim())
  const answer = computed(() => {
    const { value } = latest.answered
    return asked.value !== '' && value ? value.value : null
  })
  const hits = computed(() => answer.value?.hits ?? [])
  /** True once what is typed has been answered, not something typed before. */
  const settled = computed(() => latest.answered.value?.key.text === asked.value)

  function type(typed: string) {
    text.value = typed
    if (asked.value !== '') latest.want({ text: asked.value, at: time.replay?.position ?? null })
  }
  function open() {
    isOpen.value = true
  }
  function close() {
    isOpen.value = false
    text.value = ''
    latest.stop()
  }

  return {
    isOpen,
    text,
    asked,
    hits,
    settled,
    fault: computed(() => latest.fault.value),
    type,
    open,
    close,
  }
})
