import { shallowRef, type ShallowRef } from 'vue'
import { faultOf, wordsFor, type Fault } from '../api/faults.ts'
import { backoff, type Timers } from '../api/timers.ts'

export interface Answered<K, A> {
  key: K
  value: A
  /** When it arrived, on the clock given; UTC ms. */
  at: number
}

export interface Latest<K, A> {
  /** The last good answer, whatever it was asked for. */
  answered: Readonly<ShallowRef<Answered<K, A> | null>>
  /** Why the newest question has no answer; null = it has, or is on its way. */
  fault: Readonly<ShallowRef<Fault | null>>
  /** Asks, unless this very question is the one in hand or answered. */
  want(key: K): void
  /** Asks the same question again. */
  refresh(): void
  /** Forgets what is wanted and calls off every timer; results on their way are dropped. */
  stop(): void
}

/** A new question waits this long for the one on its way, then overtakes it. */
export const overtakeAfter = 300
/** A question unanswered for this long has failed. */
export const answerWithin = 20_000

/**
 * Keeps the answer to the newest question. One question is on its way at a time, so that dragging
 * asks as fast as the server answers; an answer to an older question is dropped; a failed one is
 * asked again until it succeeds or something else is wanted.
 */
export function latestOf<K, A>(
  ask: (key: K) => Promise<A>,
  timers: Timers,
  now: () => number,
): Latest<K, A> {
  const answered = shallowRef<Answered<K, A> | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const nameOf = (key: K) => JSON.stringify(key)
  let wanted: K | null = null
  let inFlight: string | null = null
  let again = false
  let turn = 0
  let failures = 0
  let cancelWait = () => {}
  let cancelLimit = () => {}

  function send() {
    cancelWait()
    cancelLimit()
    if (wanted === null) return
    const key = wanted
    const mine = ++turn
    inFlight = nameOf(key)
    again = false
    const landed = (settle: () => void) => {
      if (mine !== turn) return
      cancelLimit()
      inFlight = null
      if (wanted !== null && nameOf(wanted) !== nameOf(key)) return send()
      settle()
      if (again) send()
    }
    const failed = (why: Fault) => {
      fault.value = why
      cancelWait()
      cancelWait = timers.after(backoff(failures++, timers.chance()), send)
    }
    cancelLimit = timers.after(answerWithin, () => landed(() => failed(wordsFor('unreachable'))))
    ask(key).then(
      (value) =>
        landed(() => {
          failures = 0
          fault.value = null
          answered.value = { key, value, at: now() }
        }),
      (error: unknown) => landed(() => failed(faultOf(error))),
    )
  }

  return {
    answered,
    fault,
    want(key) {
      if (wanted !== null && nameOf(wanted) === nameOf(key)) return
      wanted = key
      failures = 0
      fault.value = null
      cancelWait()
      if (inFlight === null) send()
      else cancelWait = timers.after(overtakeAfter, send)
    },
    refresh() {
      if (wanted === null || fault.value !== null) return
      if (inFlight === null) send()
      else again = true
    },
    stop() {
      wanted = null
      inFlight = null
      turn++
      cancelWait()
      cancelLimit()
    },
  }
}
