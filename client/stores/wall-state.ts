import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { mainWall, wallId } from '../../shared/wall/scene.ts'
import { usualLook, type WallFrame, type WallState } from '../../shared/wall/state.ts'
import { faultOf } from '../api/faults.ts'
import { superviseFeed, type Feed } from '../api/feed.ts'
import { screenOf, type WallScreen } from './wall-screen.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'
import { useWho } from './who.ts'

/** A screen waits this long at most for the common moment; beyond it something is wrong with a clock. */
const mostWait = 1_000
const remotePath = '/remote'
const waitFor = (ms: number): number => Math.min(mostWait, Math.max(0, ms))

/**
 * The wall that this browser is a screen of (墙面), as the server has it: applied at the moment that
 * all its screens share. `wall` is null on a desk: nothing is steered there.
 */
export const useWallState = defineStore('wall-state', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const route = useRoute()
  const who = useWho()

  const asked = ref<string | null>(null)
  const screen = shallowRef<WallScreen | null>(null)
  const state = shallowRef<WallState | null>(null)
  const code = shallowRef<WallFrame['code']>(null)
  /** This device may not see what the wall shows (超出辖区): it shows its own place, and nobody steers it. */
  const refused = ref(false)

  watch(
    () => [route.path, route.query.wall, route.query.screen] as const,
    ([path, wall, part]) => {
      // The remote's address names the wall that it steers: it is no screen of it.
      if (path === remotePath) return
      // What a screen was opened as stays while it walks through other addresses.
      if (wallId.safeParse(wall).success) asked.value = String(wall)
      if (typeof part === 'string') screen.value = screenOf(part)
    },
    { immediate: true },
  )
  /** A paired device is a screen of the wall that it is named after, unless its address says which. */
  const wall = computed(() => {
    if (asked.value !== null || who.role !== 'wall') return asked.value
    const own = who.answer?.kind === 'device' ? who.answer.name : mainWall
    return wallId.safeParse(own).success ? own : mainWall
  })
  const current = computed(() => state.value?.current ?? null)
  const mode = computed(() => state.value?.mode ?? 'peace')
  const look = computed(() => state.value?.look ?? usualLook)
  const holder = computed(() => state.value?.holder ?? null)

  /** Listens as a screen while this browser is one; the returned function stops it. */
  function start(): () => void {
    let feed: Feed<WallFrame> | null = null
    let cancel = () => {}
    const stopWatch = watch(
      wall,
      (name) => {
        feed?.stop()
        feed = null
        cancel()
        state.value = null
        refused.value = false
        if (name === null) return
        let heard = -1
        const part = screen.value ? `${screen.value.index}/${screen.value.of}` : '1/1'
        feed = superviseFeed<WallFrame>(api.wallFeed(name, part), timers, {
          onFrame: (frame) => {
            time.sync(frame.now)
            refused.value = false
            // Most frames only say that the server is there.
            if (frame.applyAt === heard) return
            heard = frame.applyAt
            const apply = () => {
              state.value = frame.state
              code.value = frame.code
            }
            cancel()
            if (state.value === null) apply()
            else cancel = timers.after(waitFor(frame.applyAt - time.serverNow()), apply)
          },
          // What is lost the city's own feed says, on the same screen.
          onConnection: () => {},
          onFailed: (error) => (refused.value ||= faultOf(error).code === 'not-found'),
        })
      },
      { immediate: true },
    )
    const stopWaking = watch(
      () => time.wakings,
      () => feed?.wake(),
    )
    return () => {
      stopWatch()
      stopWaking()
      feed?.stop()
      cancel()
    }
  }

  return {
    ...{ wall, screen, state, current, mode, look, holder, code, refused, start },
  }
})
