import { defineStore } from 'pinia'
import { computed, inject, shallowRef } from 'vue'
import { useRoute } from 'vue-router'
import type { DeviceOffer } from '../../shared/access/accounts.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { backoff } from '../api/timers.ts'
import { backTo, leaveForKey, loadAnew } from './back-to.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** A wall asks this often whether its code was entered. */
export const askEvery = 2_000

/** 配对: the code that an unpaired wall shows; it asks on until paired, and for a new code in time. */
export const usePairing = defineStore('pairing', () => {
  const api = useCityApi()
  const timers = useTimers()
  const route = useRoute()
  const leaveFor = inject(leaveForKey, loadAnew)
  const offer = shallowRef<DeviceOffer | null>(null)
  const paired = shallowRef(false)
  const fault = shallowRef<Fault | null>(null)
  const code = computed(() => offer.value?.code ?? null)

  function start(): () => void {
    let stopped = false
    let cancel = () => {}
    let failures = 0
    async function turn() {
      let wait = askEvery
      try {
        offer.value ??= await api.beginPairing()
        const { paired: done } = await api.pairingDone(offer.value.secret)
        if (stopped) return
        fault.value = null
        failures = 0
        if (done) {
          paired.value = true
          return leaveFor(backTo(route.query.to) ?? '/wall')
        }
      } catch (error) {
        if (stopped) return
        const why = faultOf(error)
        // A code that is over is replaced at once; whatever else is said and asked again.
        offer.value = null
        fault.value = why.code === 'not-found' ? null : why
        wait = backoff(failures++)
      }
      cancel = timers.after(wait, () => void turn())
    }
    void turn()
    return () => {
      stopped = true
      offer.value = null
      cancel()
    }
  }
  return { code, paired, fault, start }
})
