import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { ScoreTable } from '../../shared/scores/answers.ts'
import type { ScoreCasesQuestion, ScoreQuestion } from '../api/city-api.ts'
import { asked } from './drill-asked.ts'
import { scoreAddressOf, scoreQuery, type ScoreAddress } from './score-address.ts'
import { scoreList } from './score-list.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'

/** 行政问效: the table, which cell of it is open, and the cases behind that. The address says which. */
export const useScores = defineStore('scores', () => {
  const api = useCityApi()
  const route = useRoute()
  const router = useRouter()
  const time = useTime()
  const session = useSession()
  const selection = useSelection()
  const list = scoreList<ScoreCasesQuestion>((question) => api.scoreCases(question))

  const address = computed(() => scoreAddressOf(route.query))
  /** The city or the district asked for; what lies below stands for its district. */
  const region = computed(() => {
    if (selection.region === null) return null
    const trail = session.regions.trailOf(selection.region)
    return trail.findLast(({ level }) => level === 'city' || level === 'district')?.id ?? null
  })
  const question = computed<ScoreQuestion | null>(() => {
    if (region.value === null) return null
    const { by, grain, period } = address.value
    const window = period === null ? { grain } : { grain, at: period }
    return { region: region.value, by, window, at: time.replay?.position ?? null }
  })
  const table = asked<ScoreQuestion, ScoreTable>((q) => api.scores(q), question)

  /** The column that is sorted by: the one chosen, else 按期结案率 where there is one. */
  const rate = computed(() => {
    const columns = table.answer.value?.indicators ?? []
    const chosen = columns.findIndex(({ id }) => id === address.value.rate)
    if (chosen >= 0) return chosen
    return Math.max(
      0,
      columns.findIndex(
        ({ yellowLine, numeratorName }) => yellowLine && numeratorName === '按期结案',
      ),
    )
  })
  const open = computed(() => {
    const answer = table.answer.value
    const { row, part } = address.value
    const column = answer?.indicators[rate.value]
    if (!answer || row === null || !column) return null
    const found = answer.rows.find(({ key }) => key === row) ?? null
    const cell = (row === 'all' ? answer.total : found?.cells)?.[rate.value]
    if (!cell) return null
    const first = column.direction === 'down' ? 'numerator' : 'missed'
    return { row: found, cell, column, part: part ?? first }
  })
  const listQuestion = computed<ScoreCasesQuestion | null>(() => {
    const shown = open.value
    if (!shown || !question.value || !table.answer.value) return null
    return {
      ...question.value,
      key: shown.row?.key ?? '',
      rate: shown.column.id,
      part: shown.part,
      limit: 50,
      cursor: null,
      // As of the table's own position, so that the list adds up to the number.
      at: table.answer.value.position,
    }
  })

  function go(change: Partial<ScoreAddress>) {
    const query = scoreQuery({ ...address.value, ...change }, route.query)
    void router.push({ path: route.path, query })
  }
  /** Sorts by a rate, best first; the rate already sorted by is turned round. */
  function sortBy(id: string) {
    const again = table.answer.value?.indicators[rate.value]?.id === id
    go({ rate: id, worst: again ? !address.value.worst : false })
  }

  function start(): () => void {
    const stops = [
      table.start(),
      watch(listQuestion, (wanted) => list.want(wanted), { immediate: true }),
      () => list.want(null),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    ...table,
    address,
    region,
    rate,
    open,
    list: list.list,
    more: list.more,
    go,
    sortBy,
    start,
  }
})
