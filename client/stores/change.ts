import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { ChangeAnswer } from '../../shared/indicators/change-answer.ts'
import type { ChangeQuestion } from '../api/city-api.ts'
import { asked } from './drill-asked.ts'
import { useDrill } from './drill.ts'
import { useSelection } from './selection.ts'
import { useCityApi } from './use-city-api.ts'

/** Why the indicator changed in the chosen region (为什么变化); asked while it is looked at. */
export const useChange = defineStore('change', () => {
  const api = useCityApi()
  const drill = useDrill()
  const selection = useSelection()
  const question = computed<ChangeQuestion | null>(() => {
    const { region } = selection
    const { indicator, by, at, tab } = drill
    if (region === null || indicator === null || tab !== 'change') return null
    return { indicator, region, by, at, window: selection.period ?? { grain: 'day' } }
  })
  return asked<ChangeQuestion, ChangeAnswer>((q) => api.change(q), question)
})
