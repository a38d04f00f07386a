import { computed, watch, type ComputedRef } from 'vue'
import type { Fault } from '../api/faults.ts'
import { latestOf } from './latest.ts'
import { whenMoved } from './moved.ts'
import { useTime } from './time.ts'
import { useTimers } from './use-city-api.ts'

/** Asked again at most this often while facts keep coming. */
export const drillEvery = 5_000

export interface Asked<A> {
  /** The last good answer to this question; an older moment's only while a newer one is on its way. */
  answer: ComputedRef<A | null>
  fault: ComputedRef<Fault | null>
  lastGoodAt: ComputedRef<number | null>
  refresh(): void
  start(): () => void
}

/** A question that a store keeps answered (问与答): asked when it changes and when the city moves on. */
export function asked<K extends { at: number | null }, A>(
  ask: (question: K) => Promise<A>,
  question: ComputedRef<K | null>,
): Asked<A> {
  const timers = useTimers()
  const time = useTime()
  const latest = latestOf<K, A>(ask, timers, () => time.now)

  const answer = computed(() => {
    const wanted = question.value
    const answered = latest.answered.value
    if (!wanted || !answered || place(answered.key) !== place(wanted)) return null
    if ((answered.key.at === null) !== (wanted.at === null)) return null
    if (latest.fault.value && answered.key.at !== wanted.at) return null
    return answered.value
  })

  function start(): () => void {
    const stops = [
      watch(question, (wanted) => (wanted ? latest.want(wanted) : latest.stop()), {
        immediate: true,
      }),
      whenMoved(timers, drillEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    answer,
    fault: computed(() => latest.fault.value),
    lastGoodAt: computed(() => latest.answered.value?.at ?? null),
    refresh: () => latest.refresh(),
    start,
  }
}

/** What is asked, whatever the moment. */
const place = <K extends { at: number | null }>({ at: _, ...rest }: K): string =>
  JSON.stringify(rest)
