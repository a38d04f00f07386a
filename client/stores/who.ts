import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import type { DemoRole, Role } from '../../shared/access/asker.ts'
import type { SessionAnswer, WhoAnswer } from '../../shared/access/session-answers.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { backoff } from '../api/timers.ts'
import { leaveForKey, loadAnew } from './back-to.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Who asks (当前身份), and in demo mode who one may be; null until somebody has signed in. */
export const useWho = defineStore('who', () => {
  const api = useCityApi()
  const timers = useTimers()
  const leaveFor = inject(leaveForKey, loadAnew)
  /** Null until it is known, and while nobody has signed in. */
  const answer = shallowRef<WhoAnswer | null>(null)
  /** Whether this is the demo, or a city without accounts yet; null until it is known. */
  const city = shallowRef<Omit<SessionAnswer, 'asker'> | null>(null)
  /** True once it is known who asks, or that nobody does. */
  const settled = ref(false)
  /** True where somebody had signed in and no longer has (会话已结束). */
  const ended = ref(false)
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const id = computed(() => answer.value?.id ?? null)
  const role = computed<Role | null>(() => answer.value?.roles[0] ?? null)
  const department = computed(() => answer.value?.departments[0] ?? null)
  let asking = false

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

  function learn({ asker, ...rest }: SessionAnswer): void {
    if (answer.value !== null && asker === null) ended.value = true
    answer.value = asker
    city.value = rest
    fault.value = null
    settled.value = true
  }
  /** Somebody's session is over: the server said so. */
  function over(): void {
    if (answer.value !== null) ended.value = true
    answer.value = null
    settled.value = true
  }
  /** Asks once more, where it may have changed; says nothing where the server can't be reached. */
  async function renew(): Promise<void> {
    const said = await api.who().catch(() => null)
    if (said !== null && !busy.value) learn(said)
  }
  /** Signs out (退出). */
  async function leave(): Promise<void> {
    await api.signOut().catch(() => {})
    leaveFor('/login')
  }

  /** Asks until it is answered; the returned function gives up. Begun twice, it asks once. */
  function start(): () => void {
    if (asking) return () => {}
    asking = true
    let stopped = false
    let cancel = () => {}
    async function tryOnce(attempt: number) {
      try {
        const said = await api.who()
        if (stopped || busy.value) return
        learn(said)
      } catch (error) {
        if (stopped) return
        fault.value = faultOf(error)
        cancel = timers.after(backoff(attempt, timers.chance()), () => void tryOnce(attempt + 1))
      }
    }
    void tryOnce(0)
    return () => {
      stopped = true
      asking = false
      cancel()
    }
  }

  return {
    ...{ answer, city, settled, ended, busy, fault, id, role, department },
    ...{ choose, learn, over, renew, leave, start },
  }
})
