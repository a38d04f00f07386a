import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type { BoardAnswer } from '../../shared/indicators/answers.ts'
import type { BoardQuestion } from '../api/city-api.ts'
import { latestOf } from './latest.ts'
import { whenMoved } from './moved.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Asked again at most this often while facts keep coming. */
export const boardEvery = 2_000

/** The board (看板) of the chosen region and theme. */
export const useBoard = defineStore('board', () => {
  const api = useCityApi()
  const time = useTime()
  const timers = useTimers()
  const selection = useSelection()
  const latest = latestOf<BoardQuestion, BoardAnswer>(
    (question) => api.board(question),
    timers,
    () => time.now,
  )

  const question = computed<BoardQuestion | null>(() => {
    const { region, theme, focus } = selection
    if (region === null || theme === null) return null
    const at = time.replay?.position ?? null
    const asked = { region, theme, focus, at }
    return selection.period === null ? asked : { ...asked, period: selection.period }
  })

  /**
   * The last good board of this region and theme, live or replayed, while a newer one is on its way. When the newer
   * one failed, an older moment is not shown in its place.
   */
  const board = computed(() => {
    const asked = question.value
    const answered = latest.answered.value
    if (!asked || !answered) return null
    const { key, value } = answered
    if (key.region !== asked.region || key.theme !== asked.theme) return null
    if (key.period?.at !== asked.period?.at || key.period?.grain !== asked.period?.grain)
      return null
    // What is now is not what was: a replay that waits for its answer shows none, and back.
    if ((key.at === null) !== (asked.at === null)) return null
    if (latest.fault.value && (key.at !== asked.at || key.focus !== asked.focus)) return null
    return value
  })
  /** The chosen indicator's own tile; null where the board has none of it. */
  const focusTile = computed(
    () => board.value?.tiles.find((tile) => tile.indicator === board.value?.focus) ?? null,
  )
  const fault = computed(() => latest.fault.value)
  const lastGoodAt = computed(() => latest.answered.value?.value.now ?? null)

  function start(): () => void {
    const stops = [
      watch(question, (asked) => asked && latest.want(asked), { immediate: true }),
      watch(latest.answered, (answered) => {
        if (!answered) return
        if (answered.key.at === null) time.sync(answered.value.now)
        else time.learn(answered.key.at, answered.value.now)
      }),
      whenMoved(timers, boardEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { board, focusTile, fault, lastGoodAt, start }
})
