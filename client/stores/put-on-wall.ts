import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { mayCall } from '../../shared/access/permissions.ts'
import type { Scene } from '../../shared/wall/scene.ts'
import type { WallRow } from '../../shared/wall/state.ts'
import { refusalOf } from './remote.ts'
import { useCityApi, useTimers } from './use-city-api.ts'
import { useWho } from './who.ts'

/** How often it is asked which remotes one holds. */
const askEvery = 15_000

/** 上屏: the walls whose remote one holds, and putting what one looks at on one of them. */
export const usePutOnWall = defineStore('put-on-wall', () => {
  const api = useCityApi()
  const timers = useTimers()
  const who = useWho()
  const held = shallowRef<WallRow[]>([])
  const busy = ref(false)
  const said = ref<string | null>(null)
  let turn = 0

  /** Asks which remotes one holds; a failure keeps what was known. */
  async function ask(): Promise<void> {
    const mine = ++turn
    if (who.answer === null || !mayCall(who.answer, 'wall.show')) {
      held.value = []
      return
    }
    try {
      const rows = await api.wallList()
      if (mine === turn) held.value = rows.filter(({ holder }) => holder?.id === who.id)
    } catch {
      // The next round asks again.
    }
  }
  async function put(wall: string, scene: Scene): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await api.showOnWall({ wall, scene })
      said.value = '已上屏'
    } catch (error) {
      said.value = refusalOf(error)
    } finally {
      busy.value = false
    }
  }
  /** Asks again and again until stopped. */
  function start(): () => void {
    let cancel = () => {}
    const round = () => {
      void ask()
      cancel = timers.after(askEvery, round)
    }
    round()
    return () => {
      turn++
      cancel()
    }
  }
  return { held, busy, said, ask, put, start }
})
