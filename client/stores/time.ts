import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { serverClock } from './server-clock.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** 回放: the wall as it was known at a log position. `at` is unknown until the server says it. */
export interface Replay {
  position: number
  at: number | null
}

/** The clock on screen is moved at once where it is wrong by more; less waits for its next second. */
const tolerance = 500
/** A machine that stood still for less has missed nothing: its feed goes on. */
const shortestSleep = 10_000
/** Where the server says nothing for so long after a sleep, our own clock is believed. */
const wordWithin = 5_000
const rememberedInstants = 500

/** The only clock (时钟): the server's time, ticking once a second, and the instant being replayed. */
export const useTime = defineStore('time', () => {
  const api = useCityApi()
  const timers = useTimers()
  const clock = serverClock(
    () => Date.now(),
    () => performance.now(),
  )
  const now = ref(clock.now())
  /** Grows each time the machine has slept (休眠): what was heard before is old. */
  const wakings = ref(0)
  /** How long it slept, until the server has said what time it is. */
  let unsaid = 0
  const replay = shallowRef<Replay | null>(null)
  const instants = new Map<number, number>()

  /** The server's time this moment, UTC ms, whatever our own clock says: every age is counted from it. */
  const serverNow = () => clock.now()

  function read() {
    now.value = serverNow()
  }

  /** A frame said what time it was on the server; UTC ms. */
  function sync(framedAt: number) {
    clock.framed(framedAt)
    catchUp()
  }
  function catchUp() {
    unsaid = 0
    const ahead = serverNow() - now.value
    if (ahead < -tolerance || ahead > tolerance + 1000) read()
  }

  /** Goes to a position (null = live) and, where it is known, its instant. */
  function goTo(position: number | null, at: number | null = null) {
    if (position === null) {
      replay.value = null
      return
    }
    const instant = at ?? instants.get(position) ?? null
    if (instant !== null) remember(position, instant)
    if (replay.value?.position === position && replay.value.at === instant) return
    replay.value = { position, at: instant }
  }

  /** The server said which instant a position stands for; one we already had from the strip stays. */
  function learn(position: number, at: number) {
    if (instants.has(position)) return
    remember(position, at)
    if (replay.value?.position === position) replay.value = { position, at }
  }

  function remember(position: number, at: number) {
    instants.set(position, at)
    for (const oldest of instants.keys()) {
      if (instants.size <= rememberedInstants) break
      instants.delete(oldest)
    }
  }

  /** Ticks on the full second until stopped. */
  function start(): () => void {
    let cancel = () => {}
    let cancelBelieving = () => {}
    function tick() {
      const jump = clock.jumped()
      if (jump >= shortestSleep) woke(jump)
      read()
      cancel = timers.after(1000 - (now.value % 1000), tick)
    }
    function woke(after: number) {
      unsaid += after
      wakings.value++
      cancelBelieving()
      cancelBelieving = timers.after(wordWithin, () => {
        clock.slept(unsaid)
        catchUp()
      })
    }
    tick()
    const stopHearing = api.clock((said) => {
      clock.answered(said)
      catchUp()
    })
    return () => {
      cancel()
      cancelBelieving()
      stopHearing()
    }
  }

  /** The instant every panel counts from: the one replayed to, else now. */
  const shown = computed(() => replay.value?.at ?? now.value)
  const minute = computed(() => Math.floor(now.value / 60_000))

  return { now, minute, wakings, replay, shown, serverNow, sync, goTo, learn, start }
})
