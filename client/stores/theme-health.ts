import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import type { Status } from '../../shared/indicators/answers.ts'
import type { ThemeHealthAnswer } from '../../shared/indicators/theme-answer.ts'
import { useBoard } from './board.ts'
import { latestOf } from './latest.ts'
import { whenMoved } from './moved.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

const askedEvery = 60_000
/** The board's own figures and its map come first. */
const firstAfter = 3_000

interface HealthQuestion {
  region: RegionId
  at: number | null
}

/** How every theme stands (专题态势) in the chosen region, live or replayed. */
export const useThemeHealth = defineStore('theme-health', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const session = useSession()
  const selection = useSelection()
  const board = useBoard()
  const latest = latestOf<HealthQuestion, ThemeHealthAnswer>(
    ({ region, at }) => api.themeHealth(region, at),
    timers,
    () => time.now,
  )

  const question = computed<HealthQuestion | null>(() =>
    selection.region === null
      ? null
      : { region: selection.region, at: time.replay?.position ?? null },
  )
  /** Of the chosen region and time only: no other warnings ever stand over its figures. */
  const themes = computed(() => {
    const [asked, answered] = [question.value, latest.answered.value]
    if (!asked || answered?.key.region !== asked.region) return []
    return (answered.key.at === null) === (asked.at === null) ? answered.value.themes : []
  })
  /** Themes not known to be without data, and always the one on screen. */
  const enabled = computed(() =>
    session.themes
      .map((theme) => theme.id)
      .filter(
        (id) => id === selection.theme || themes.value.find((one) => one.theme === id)?.known !== 0,
      ),
  )
  const statusOf = computed<Record<string, Status>>(() =>
    Object.fromEntries(themes.value.map(({ theme, worst }) => [theme, worst])),
  )

  /** Asks until stopped, first when the wall itself has its figures. */
  function start(): () => void {
    const stops = [() => latest.stop()]
    const stopWatch = watch(
      () => board.board !== null,
      (ready) => {
        if (!ready) return
        queueMicrotask(() => stopWatch())
        stops.push(timers.after(firstAfter, begin))
      },
      { immediate: true },
    )
    function begin() {
      stops.push(
        // A newly chosen region's own figures come before how its other themes stand.
        watch(
          () => (board.board ? question.value : null),
          (asked) => asked && latest.want(asked),
          { immediate: true },
        ),
        whenMoved(timers, askedEvery, () => latest.refresh()),
      )
    }
    return () => {
      stopWatch()
      stops.forEach((stop) => stop())
    }
  }

  return { themes, enabled, statusOf, start }
})
