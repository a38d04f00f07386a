import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { mainWall, wallId } from '../../shared/wall/scene.ts'
import { usualLook, type WallFrame, type WallState } from '../../shared/wall/state.ts'
import { superviseFeed, type Connection } from '../api/feed.ts'
import { screenOf, type WallScreen } from './wall-screen.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'
import { useWho } from './who.ts'

/** A screen waits this long at most for the common moment; beyond it something is wrong with a clock. */
const mostWait = 1_000
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
  const connection = ref<Connection>('connecting')
  const lostSince = ref<number | null>(null)
  /** When the last change was applied, on the server's clock as this screen knows it. */
  const appliedAt = ref<number | null>(null)

  watch(
    () => [route.query.wall, route.query.screen] as const,
    ([wall, part]) => {
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
  const paused = computed(() => state.value?.paused ?? null)
  const holder = computed(() => state.value?.holder ?? null)
  const screens = computed(() => state.value?.screens ?? 0)

  /** Listens as a screen while this browser is one; the returned function stops it. */
  function start(): () => void {
    let stopFeed = () => {}
    let cancel = () => {}
    const stopWatch = watch(
      wall,
      (name) => {
        stopFeed()
        cancel()
        state.value = null
        if (name === null) return
        let heard = -1
        const part = screen.value ? `${screen.value.index}/${screen.value.of}` : '1/1'
        stopFeed = superviseFeed<WallFrame>(api.wallFeed(name, part), timers, {
          onFrame: (frame) => {
            time.sync(frame.now)
            // Most frames only say that the server is there.
            if (frame.applyAt === heard) return
            heard = frame.applyAt
            const apply = () => {
              state.value = frame.state
              code.value = frame.code
              appliedAt.value = frame.applyAt
            }
            cancel()
            if (state.value === null) apply()
            else cancel = timers.after(waitFor(frame.applyAt - time.serverNow()), apply)
          },
          onConnection: (next) => {
            if (next === 'live') lostSince.value = null
            else if (next === 'lost') lostSince.value ??= time.now
            connection.value = next
          },
        })
      },
      { immediate: true },
    )
    return () => {
      stopWatch()
      stopFeed()
      cancel()
    }
  }

  return {
    ...{ wall, screen, state, current, mode, look, paused, holder, screens, code },
    ...{ connection, lostSince, appliedAt, start },
  }
})
