import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DemoRole, Role } from '../../shared/access/asker.ts'
import type { WhoAnswer } from '../../shared/access/session-answers.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { backoff } from '../api/timers.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Who asks (当前身份), and in demo mode who one may be; outside it there is nobody to choose. */
export const useWho = defineStore('who', () => {
  const api = useCityApi()
  const timers = useTimers()
  /** Null until it is known, and for good outside demo mode. */
  const answer = shallowRef<WhoAnswer | null>(null)
  /** True once it is known who asks, or that nobody chooses here. */
  const settled = ref(false)
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const id = computed(() => answer.value?.id ?? null)
  const role = computed<Role | null>(() => answer.value?.roles[0] ?? null)
  const department = computed(() => answer.value?.departments[0] ?? null)

  /** Takes a role; whoever shows what depends on it watches `id`. A refusal is kept in `fault`. */
  async function choose(role: DemoRole, department?: string): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      answer.value = await api.chooseRole(
        department === undefined ? { role } : { role, department },
      )
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }

  /** Asks until it is answered; the returned function gives up. */
  function start(): () => void {
    let stopped = false
    let cancel = () => {}
    async function tryOnce(attempt: number) {
      try {
        const said = await api.who()
        if (stopped || busy.value) return
        answer.value = said
      } catch (error) {
        if (stopped) return
        fault.value = faultOf(error)
        if (fault.value.code !== 'not-found') {
          cancel = timers.after(backoff(attempt), () => void tryOnce(attempt + 1))
          return
        }
      }
      fault.value = null
      settled.value = true
    }
    void tryOnce(0)
    return () => {
      stopped = true
      cancel()
    }
  }

  return { answer, settled, busy, fault, id, role, department, choose, start }
})
