import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { CaseDetail } from '../../shared/cases/detail.ts'
import { asked } from './drill-asked.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'

interface CaseQuestion {
  id: number
  at: number | null
}

/** The chosen case with its steps (案件详情). */
export const useDrillCase = defineStore('drill-case', () => {
  const api = useCityApi()
  const time = useTime()
  const selection = useSelection()
  const question = computed<CaseQuestion | null>(() =>
    selection.caseId === null ? null : { id: selection.caseId, at: time.replay?.position ?? null },
  )
  return asked<CaseQuestion, CaseDetail>(({ id, at }) => api.caseDetail(id, at), question)
})
