import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { RegionId } from '../../shared/city/pack.ts'
import type { ExplainAnswer } from '../../shared/indicators/explain-answer.ts'
import type { AskedWindow, CasePart, FigureQuestion } from '../api/city-api.ts'
import { linkTo, windowOf, windowWord } from './address.ts'
import { explainList, type ListQuestion } from './explain-list.ts'
import { latestOf } from './latest.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/**
 * The parts that can be listed, what a leader asks for first first: of a rate that should be high, the
 * cases that fell short.
 */
export function partsOf({ rows, meta }: ExplainAnswer): CasePart[] {
  const both = rows.numerator === 'cases' && rows.denominator === 'cases'
  const rate = meta.formula === 'ratio' || meta.formula === 'share'
  return [
    ...(both && rate && meta.alarmSide === 'low' ? ['gap' as const] : []),
    ...(['numerator', 'denominator'] as const).filter((part) => rows[part] !== null),
  ]
}

/** 口径: where one figure comes from, and the rows behind it. The address says which is open. */
export const useExplain = defineStore('explain', () => {
  const api = useCityApi()
  const timers = useTimers()
  const router = useRouter()
  const time = useTime()
  const selection = useSelection()
  const latest = latestOf<FigureQuestion, ExplainAnswer>(
    (question) => api.explain(question),
    timers,
    () => time.now,
  )
  const rows = explainList(api)
  const wantedPart = ref<CasePart | null>(null)

  const question = computed<FigureQuestion | null>(() => {
    const { explain: indicator, of, window } = selection.address
    const region = of ?? selection.region
    if (indicator === null || region === null) return null
    const asked = windowOf(window) ?? selection.period ?? undefined
    return { indicator, region, window: asked, at: time.replay?.position ?? null }
  })
  const answer = computed(() => {
    const [asked, answered] = [question.value, latest.answered.value]
    if (!asked || !answered || latest.fault.value) return null
    const { key, value } = answered
    const same = key.indicator === asked.indicator && key.region === asked.region
    return same && JSON.stringify(key.window) === JSON.stringify(asked.window) ? value : null
  })
  const parts = computed<readonly CasePart[]>(() => (answer.value ? partsOf(answer.value) : []))
  /** The part whose rows are listed: the one chosen, else what a leader asks for first. */
  const part = computed<CasePart | null>(
    () => parts.value.find((one) => one === wantedPart.value) ?? parts.value[0] ?? null,
  )
  /** The number that the list must add up to. */
  const number = computed(() => {
    if (!part.value || !answer.value) return null
    const { numerator, denominator } = answer.value.value
    if (part.value !== 'gap') return answer.value.value[part.value]
    return numerator === null || denominator === null ? null : denominator - numerator
  })
  const listQuestion = computed<ListQuestion | null>(() => {
    const asked = question.value
    if (!asked || !part.value || !answer.value) return null
    const kind = answer.value.rows[part.value === 'gap' ? 'denominator' : part.value]
    if (kind === null) return null
    const { indicator, region, window } = asked
    return { kind, indicator, region, window, part: part.value, at: answer.value.value.position }
  })

  function open(indicator: string, more: { region?: RegionId; window?: AskedWindow } = {}) {
    const of = more.region === undefined || more.region === selection.region ? null : more.region
    const window = more.window === undefined ? null : windowWord(more.window)
    void selection.go({ explain: indicator, of, window, case: null })
  }
  /** Back to where it was opened from, if that is the step before; else just shut. */
  function close() {
    const change = { explain: null, of: null, window: null, case: null }
    const shut = linkTo(selection.page, { ...selection.address, ...change })
    if (window.history.state?.back === router.resolve(shut).fullPath) router.back()
    else void selection.go(change, 'replace')
  }

  function start(): () => void {
    const stops = [
      watch(
        question,
        (asked) => {
          wantedPart.value = null
          if (asked) latest.want(asked)
          else latest.stop()
        },
        { immediate: true },
      ),
      watch(listQuestion, (asked) => rows.want(asked), { immediate: true }),
      // The clock went on between figure and list: both are read once more as of one position.
      watch(rows.list, (list) => {
        if (!list || list.total === null || number.value === null || list.loading) return
        const apart = Math.abs(list.total - number.value) > 1e-6
        if (apart && latest.answered.value?.key.at !== list.question.at && question.value)
          latest.want({ ...question.value, at: list.question.at })
      }),
      () => latest.stop(),
      () => rows.want(null),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    isOpen: computed(() => question.value !== null),
    question,
    answer,
    fault: computed(() => latest.fault.value),
    lastGoodAt: computed(() => latest.answered.value?.at ?? null),
    parts,
    part,
    number,
    list: rows.list,
    open,
    close,
    selectPart: (next: CasePart) => {
      wantedPart.value = next
    },
    more: rows.more,
    start,
  }
})
