import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import {
  handOffParts,
  type HandOffPart,
  type HandOffRates,
} from '../../shared/cases/hand-off-answers.ts'
import type { HandOffCasesQuestion, HandOffQuestion } from '../api/city-api.ts'
import { asked } from './drill-asked.ts'
import { scoreAddressOf } from './score-address.ts'
import { scoreList } from './score-list.ts'
import { useScores } from './scores.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'

/** One number of a pair, as the address names it: 甲~乙~misrouted. */
export interface PairNumber {
  sender: string
  receiver: string
  part: HandOffPart
}

/** 转办 between channels in the period of the scores; the address says which number's cases are open. */
export const useHandOffs = defineStore('hand-offs', () => {
  const api = useCityApi()
  const route = useRoute()
  const router = useRouter()
  const time = useTime()
  const scores = useScores()
  const list = scoreList<HandOffCasesQuestion>((question) => api.handOffCases(question))

  const question = computed<HandOffQuestion | null>(() => {
    if (scores.region === null) return null
    const { grain, period } = scoreAddressOf(route.query)
    const window = period === null ? { grain } : { grain, at: period }
    return { region: scores.region, window, at: time.replay?.position ?? null }
  })
  const table = asked<HandOffQuestion, HandOffRates>((q) => api.handOffs(q), question)
  const pairs = computed(
    () => table.answer.value?.rows.filter(({ kind }) => kind === 'channel') ?? [],
  )
  const open = computed<PairNumber | null>(() => {
    const [sender = '', receiver = '', said] = String(route.query.pair ?? '').split('~')
    const part = handOffParts.find((one) => one === said)
    return part === undefined ? null : { sender, receiver, part }
  })
  const shown = computed(() => {
    const { sender, receiver, part } = open.value ?? {}
    const row = pairs.value.find((one) => one.sender.id === sender && one.receiver.id === receiver)
    return row === undefined || part === undefined ? null : { row, part }
  })
  const listQuestion = computed<HandOffCasesQuestion | null>(() => {
    if (!shown.value || !open.value || !question.value || !table.answer.value) return null
    const { position: at } = table.answer.value
    const { kind } = shown.value.row
    return { ...question.value, ...open.value, kind, limit: 50, cursor: null, at }
  })

  function show(number: PairNumber | null) {
    const pair = number === null ? undefined : Object.values(number).join('~')
    void router.push({ query: { ...route.query, row: undefined, part: undefined, pair } })
  }

  function start(): () => void {
    const stops = [
      table.start(),
      watch(listQuestion, (wanted) => list.want(wanted), { immediate: true }),
      () => list.want(null),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { pairs, open, shown, show, list: list.list, more: list.more, start }
})
