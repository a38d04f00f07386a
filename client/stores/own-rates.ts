import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { ScoreTable } from '../../shared/scores/answers.ts'
import type { ScoreQuestion } from '../api/city-api.ts'
import { asked } from './drill-asked.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'
import { useWho } from './who.ts'

/** The rates a department sees of itself, in this order. */
const shown = ['按期处置率', '按期结案率', '返工率', '延期率']

/** 本部门效能: the handler's own department this month, out of the same table as everybody's. */
export const useOwnRates = defineStore('own-rates', () => {
  const api = useCityApi()
  const time = useTime()
  const session = useSession()
  const who = useWho()
  const question = computed<ScoreQuestion | null>(() => {
    if (!session.city || who.department === null) return null
    const at = time.replay?.position ?? null
    return { region: session.city.cityRegion, by: 'department', window: { grain: 'month' }, at }
  })
  const table = asked<ScoreQuestion, ScoreTable>((q) => api.scores(q), question)
  const rates = computed(() => {
    const answer = table.answer.value
    const row = answer?.rows.find(({ key }) => key === who.department?.id)
    if (!answer || !row) return null
    const group = answer.groups.find(({ name }) => name === row.group)
    return shown.flatMap((name) => {
      const i = answer.indicators.findIndex((column) => column.name === name)
      const [column, cell] = [answer.indicators[i], row.cells[i]]
      return column && cell ? [{ column, cell, among: group?.ranked[i] ?? 0 }] : []
    })
  })
  const window = computed(() => table.answer.value?.window ?? null)
  return { rates, window, fault: table.fault, start: table.start }
})
