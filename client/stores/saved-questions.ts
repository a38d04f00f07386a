import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toQuery } from '../../shared/analysis/address.ts'
import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import type { SavedQuestion, Visibility } from '../../shared/reports/saved-question.ts'
import { saidOf } from './said.ts'
import { useCityApi } from './use-city-api.ts'

/** 已存问题: those that one finds, and keeping another. */
export const useSavedQuestions = defineStore('saved-questions', () => {
  const api = useCityApi()
  const rows = shallowRef<SavedQuestion[]>([])
  const busy = shallowRef(false)
  const said = shallowRef<string | null>(null)

  /** Does one thing at a time and then lists anew; false where it was refused, `said` says why. */
  async function doing(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    said.value = null
    try {
      await work()
      rows.value = (await api.savedList()).rows
      return true
    } catch (error) {
      said.value = saidOf(error)
      return false
    } finally {
      busy.value = false
    }
  }

  return {
    ...{ rows, busy, said },
    load: () => doing(async () => {}),
    save: (name: string, question: AnalysisQuestion, visibility: Visibility) =>
      doing(() => api.saveQuestion({ name, question, visibility })),
    remove: (id: string) => doing(() => api.removeQuestion(id)),
    addressOf: ({ question }: SavedQuestion): string =>
      `/analysis?${new URLSearchParams(toQuery(question)).toString()}`,
  }
})
