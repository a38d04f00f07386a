import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { mainWall, wallId, type Playlist, type Scene } from '../../shared/wall/scene.ts'
import type { WallFrame, WallLook, WallMode, WallRow, WallState } from '../../shared/wall/state.ts'
import { faultOf, faultParams } from '../api/faults.ts'
import { superviseFeed, type Connection, type Feed } from '../api/feed.ts'
import { saidOf } from './said.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'
import { useWho } from './who.ts'

/** 遥控: one wall as who steers it sees it, who holds the remote, and what may be ordered. */
export const useRemote = defineStore('remote', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const who = useWho()
  const route = useRoute()

  const wall = computed(() => {
    const asked = wallId.safeParse(route.query.wall)
    return asked.success ? asked.data : mainWall
  })
  const state = shallowRef<WallState | null>(null)
  const walls = shallowRef<WallRow[]>([])
  const connection = ref<Connection>('connecting')
  const busy = ref(false)
  const said = ref<string | null>(null)
  /** True while the wall shows a code and we wait for it to be typed. */
  const asksCode = ref(false)
  /** Who took the remote from us, and when. */
  const takenBy = shallowRef<{ name: string; since: number } | null>(null)
  const mine = computed(() => who.id !== null && state.value?.holder?.id === who.id)

  function hear({ now, state: next }: WallFrame) {
    time.sync(now)
    const { holder } = next
    if (holder?.id === who.id) takenBy.value = null
    else if (mine.value && holder !== null) takenBy.value = holder
    state.value = next
  }

  async function tried(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await work()
      said.value = null
      return true
    } catch (error) {
      said.value = refusalOf(error)
      return false
    } finally {
      busy.value = false
    }
  }

  /** Takes the remote; who has not paired today is asked for the code that the wall now shows. */
  async function take(code?: string): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await api.takeWall({ wall: wall.value, ...(code !== undefined && { code }) })
      asksCode.value = false
      said.value = null
    } catch (error) {
      const isForbidden = faultOf(error).code === 'forbidden'
      const isPairing = isForbidden && faultParams(error).action === 'pair'
      said.value = isPairing ? (code === undefined ? null : '配对码不对或已失效') : saidOf(error)
      if (isPairing) {
        asksCode.value = true
        await api.askWallCode(wall.value).catch(() => {})
      }
    } finally {
      busy.value = false
    }
  }

  function start(): () => void {
    let feed: Feed<WallFrame> | null = null
    const stop = watch(
      wall,
      (name) => {
        feed?.stop()
        state.value = null
        takenBy.value = null
        asksCode.value = false
        feed = superviseFeed<WallFrame>(api.wallFeed(name, null), timers, {
          onFrame: hear,
          onConnection: (next) => (connection.value = next),
        })
        void api.wallList().then(
          (rows) => (walls.value = rows),
          () => {},
        )
      },
      { immediate: true },
    )
    const stopWaking = watch(
      () => time.wakings,
      () => feed?.wake(),
    )
    return () => {
      stop()
      stopWaking()
      feed?.stop()
    }
  }

  const of = () => wall.value
  return {
    ...{ wall, walls, state, connection, busy, said, asksCode, takenBy, mine, take, start },
    release: () => tried(() => api.releaseWall(of())),
    pause: () => tried(() => api.pauseWall(of())),
    resume: () => tried(() => api.resumeWall(of())),
    show: (scene: Scene) => tried(() => api.showOnWall({ wall: of(), scene })),
    setMode: (mode: WallMode) => tried(() => api.setWallMode({ wall: of(), mode })),
    setLook: (look: Partial<WallLook>) => tried(() => api.setWallLook({ wall: of(), look })),
    savePlaylist: (playlist: Playlist, mode: WallMode) =>
      tried(() => api.setWallPlaylist({ wall: of(), mode, playlist })),
    letGo: () => (asksCode.value = false),
    read: () => (takenBy.value = null),
  }
})

/** Why an order was refused; who holds the remote, and what is not shown there, is said by name. */
export function refusalOf(error: unknown): string {
  const { holder, why, scene } = faultParams(error)
  const { code } = faultOf(error)
  if (code === 'forbidden' && why === 'scope')
    return `「${String(scene)}」超出这面大屏设备的可见范围，请换区域`
  if (code !== 'conflict' || typeof holder !== 'string') return saidOf(error)
  return holder === '' ? '无人持有遥控，请先取得' : `遥控在${holder}手中，请先接管`
}
