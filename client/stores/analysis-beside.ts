import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { AnnotationDraft } from '../../shared/analysis/annotation-orders.ts'
import type { ExplainAnswer } from '../../shared/indicators/explain-answer.ts'
import type { SeriesAnswer } from '../../shared/indicators/series-answer.ts'
import type { FigureQuestion, SeriesQuestion } from '../api/city-api.ts'
import { useAnalysis } from './analysis.ts'
import { latestOf } from './latest.ts'
import { saidOf } from './said.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Years that the strip under the chart reaches back. */
const longYears = 3

/** What stands beside the chart: the chosen line's 口径, its long history, and annotations being written. */
export const useAnalysisBeside = defineStore('analysis-beside', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const analysis = useAnalysis()
  const now = () => time.now
  const explain = latestOf<FigureQuestion, ExplainAnswer>((q) => api.explain(q), timers, now)
  const history = latestOf<SeriesQuestion, SeriesAnswer>((q) => api.series(q), timers, now)
  const busy = shallowRef(false)
  const said = shallowRef<string | null>(null)

  /** The chosen line's last whole period: what 口径 is told of. */
  const figure = computed<FigureQuestion | null>(() => {
    const { line, answer } = analysis
    if (line === null || answer === null) return null
    const found = answer.lines.find(
      ({ indicator, region }) => indicator === line.indicator && region === line.region,
    )
    const point = found?.points.findLast(({ partial }) => !partial) ?? found?.points.at(-1)
    const window = point && { from: point.from, to: point.to }
    return { ...line, ...(window && { window }), at: answer.position }
  })
  const long = computed<SeriesQuestion | null>(() => {
    const { line, ready, today, question } = analysis
    if (line === null || !ready) return null
    const to = analysis.instantOf(analysis.shifted(today, 1))
    const from = analysis.instantOf(analysis.shifted(today, -366 * longYears))
    const { indicator, region } = line
    return {
      ...{ indicators: [indicator], regions: [region], from, to, grain: 'month' },
      at: question.at ?? null,
    }
  })

  async function order(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    said.value = null
    try {
      await work()
      analysis.refresh()
      return true
    } catch (error) {
      said.value = saidOf(error)
      return false
    } finally {
      busy.value = false
    }
  }

  function start(): () => void {
    const stops = [
      watch(figure, (next) => (next ? explain.want(next) : explain.stop()), { immediate: true }),
      watch(long, (next) => (next ? history.want(next) : history.stop()), { immediate: true }),
      () => explain.stop(),
      () => history.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    ...{ busy, said, start },
    explanation: computed(() => explain.answered.value?.value ?? null),
    history: computed(() => history.answered.value?.value.series[0] ?? null),
    add: (draft: AnnotationDraft) => order(() => api.addAnnotation(draft)),
    withdraw: (id: string) => order(() => api.withdrawAnnotation(id)),
  }
})
