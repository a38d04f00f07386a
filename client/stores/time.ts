import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useTimers } from './use-city-api.ts'

/** 回放: the wall as it was known at a log position. `at` is unknown until the server says it. */
export interface Replay {
  position: number
  at: number | null
}

/** Offsets smaller than this are the network's, not the clock's. */
const tolerance = 500
const rememberedInstants = 500

/** The only clock (时钟): the server's time, ticking once a second, and the instant being replayed. */
export const useTime = defineStore('time', () => {
  const timers = useTimers()
  const now = ref(Date.now())
  const replay = shallowRef<Replay | null>(null)
  const instants = new Map<number, number>()
  let offset = 0

  function read() {
    now.value = Date.now() + offset
  }

  /** The server said what time it is; UTC ms. */
  function sync(serverNow: number) {
    const said = serverNow - Date.now()
    if (Math.abs(said - offset) < tolerance) return
    offset = said
    read()
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
    function tick() {
      read()
      cancel = timers.after(1000 - (now.value % 1000), tick)
    }
    tick()
    return () => cancel()
  }

  /** The instant every panel counts from: the one replayed to, else now. */
  const shown = computed(() => replay.value?.at ?? now.value)
  const minute = computed(() => Math.floor(now.value / 60_000))

  return { now, minute, replay, shown, sync, goTo, learn, start }
})
