import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { BoardTile, Status } from '../../shared/indicators/answers.ts'
import { useBoard } from './board.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** A round over all themes; each question waits for the one before it. */
const roundEvery = 60_000

/** The wall comes first: its map draws before the other themes are asked for. */
const firstAfter = 12_000

interface Health {
  /** False where no indicator of the theme has a value: there is nothing to show. */
  hasData: boolean
  worst: Status
}

/** The worst status among a theme's indicators; 'unknown' where none can be judged. */
export function worstOf(tiles: readonly Pick<BoardTile, 'status'>[]): Status {
  const order: Status[] = ['red', 'yellow', 'normal']
  return order.find((status) => tiles.some((tile) => tile.status === status)) ?? 'unknown'
}

/** How every theme stands in the whole city (专题态势), asked for quietly, one after another. */
export const useThemeHealth = defineStore('theme-health', () => {
  const api = useCityApi()
  const timers = useTimers()
  const session = useSession()
  const selection = useSelection()
  const board = useBoard()
  const health = shallowRef<Record<string, Health>>({})

  /** Themes not known to be without data, and always the one on screen. */
  const enabled = computed(() =>
    session.themes
      .map((theme) => theme.id)
      .filter((id) => id === selection.theme || health.value[id]?.hasData !== false),
  )
  const statusOf = computed<Record<string, Status>>(() =>
    Object.fromEntries(Object.entries(health.value).map(([id, { worst }]) => [id, worst])),
  )

  async function round(region: number, goesOn: () => boolean) {
    const found: Record<string, Health> = {}
    for (const { id } of session.themes) {
      if (!goesOn()) return
      try {
        const { tiles } = await api.board({ region, theme: id, focus: null, at: null })
        found[id] = { hasData: tiles.some((tile) => tile.value !== null), worst: worstOf(tiles) }
      } catch {
        // The theme keeps what was last known; the board itself says when the server is away.
        const known = health.value[id]
        if (known) found[id] = known
      }
    }
    if (goesOn()) health.value = found
  }

  /** Rounds until stopped, the first one after the wall itself has its figures. */
  function start(): () => void {
    let stopped = false
    let cancel = () => {}
    async function goRound() {
      const region = session.city?.cityRegion
      if (region !== undefined) await round(region, () => !stopped)
      if (!stopped) cancel = timers.after(roundEvery, () => void goRound())
    }
    const stopWatch = watch(
      () => board.board !== null,
      (ready) => {
        if (!ready) return
        stopWatch()
        cancel = timers.after(firstAfter, () => void goRound())
      },
    )
    return () => {
      stopped = true
      stopWatch()
      cancel()
    }
  }

  return { enabled, statusOf, start }
})
