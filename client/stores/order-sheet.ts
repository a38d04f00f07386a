import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CaseVerb } from '../../shared/cases/orders.ts'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { useCityApi } from './use-city-api.ts'

/** The sheet opened from a list that only knows numbers (随处督办): the cases as they stand, and the verb. */
export const useOrderSheet = defineStore('order-sheet', () => {
  const api = useCityApi()
  const opened = shallowRef<{ rows: QueueRow[]; verb: CaseVerb } | null>(null)
  const fault = shallowRef<Fault | null>(null)
  /** Grows with each order that went through: whoever shows a case asks again. */
  const given = ref(0)
  let turn = 0

  async function open(caseIds: readonly number[], verb: CaseVerb) {
    const mine = ++turn
    fault.value = null
    try {
      const rows = await Promise.all(
        caseIds.map(async (id) => (await api.caseParcel(id, null)).row),
      )
      if (mine === turn) opened.value = { rows, verb }
    } catch (error) {
      if (mine === turn) fault.value = faultOf(error)
    }
  }
  function close() {
    turn += 1
    opened.value = null
    fault.value = null
  }
  function done() {
    given.value += 1
  }
  return { opened, fault, given, open, close, done }
})
