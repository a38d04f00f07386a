import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import type { SeriesAnswer, SeriesPoint } from '../../shared/indicators/series-answer.ts'
import type { SeriesQuestion } from '../api/city-api.ts'
import { useBoard } from './board.ts'
import { latestOf } from './latest.ts'
import { whenMoved } from './moved.ts'
import { seriesSpan, shownPeriods } from './series-span.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

const askedEvery = 30_000
const dayMs = 86_400_000

/** The chosen indicator over its last periods (分期走势) in the chosen region; only on themed maps. */
export const useSeries = defineStore('series', () => {
  const api = useCityApi()
  const time = useTime()
  const timers = useTimers()
  const selection = useSelection()
  const board = useBoard()
  const latest = latestOf<SeriesQuestion, SeriesAnswer>(
    (question) => api.series(question),
    timers,
    () => time.now,
  )

  const meta = computed<IndicatorMeta | null>(() => board.focusTile?.meta ?? null)
  /** Asked by the day, so that the question stays the same while the clock ticks. */
  const question = computed<SeriesQuestion | null>(() => {
    if (!selection.themed || !meta.value || selection.region === null) return null
    const { from, to, grain } = seriesSpan(meta.value.period, Math.floor(time.now / dayMs) * dayMs)
    const at = time.replay?.position ?? null
    return { indicators: [meta.value.id], regions: [selection.region], from, to, grain, at }
  })
  const points = computed<SeriesPoint[] | null>(() => {
    const [asked, answered] = [question.value, latest.answered.value]
    if (!asked || !answered) return null
    const { key, value } = answered
    const same =
      key.indicators[0] === asked.indicators[0] &&
      key.regions[0] === asked.regions[0] &&
      (key.at === null) === (asked.at === null)
    return same ? (value.series[0]?.points.slice(-shownPeriods) ?? []) : null
  })
  const grain = computed(() => question.value?.grain ?? 'month')
  const fault = computed(() => latest.fault.value)
  const lastGoodAt = computed(() => latest.answered.value?.value.now ?? null)

  function start(): () => void {
    const stops = [
      watch(question, (asked) => (asked ? latest.want(asked) : latest.stop()), { immediate: true }),
      whenMoved(timers, askedEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { meta, points, grain, fault, lastGoodAt, start }
})
