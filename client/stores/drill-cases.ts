import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { CaseRow } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { CityApi } from '../api/city-api.ts'
import { asked } from './drill-asked.ts'
import { useDrill } from './drill.ts'
import { usePeers } from './peers.ts'
import { useSelection } from './selection.ts'
import { useCityApi } from './use-city-api.ts'

interface OverdueQuestion {
  region: RegionId
  indicator: string
  at: number | null
}
interface OverdueAnswer {
  rows: CaseRow[]
  /** What the figure counts. */
  total: number | null
}

const pageRows = 200
/** Enough to find the longest overdue; the whole list is one tap away. */
const pagesAtMost = 3

/** Graver first, then the longest past its deadline. */
export function longestOverdue(a: CaseRow, b: CaseRow): number {
  return a.severity - b.severity || (a.deadline ?? Infinity) - (b.deadline ?? Infinity)
}

async function overdueCases(api: CityApi, question: OverdueQuestion): Promise<OverdueAnswer> {
  const rows: CaseRow[] = []
  let total: number | null = null
  let cursor: string | undefined
  for (let page = 0; page < pagesAtMost; page += 1) {
    const list = await api.cases({
      ...question,
      ...{ part: 'numerator', order: 'urgent', limit: pageRows, cursor },
    })
    rows.push(...list.rows)
    total = list.total
    if (list.cursor === null) break
    cursor = list.cursor
  }
  return { rows: rows.sort(longestOverdue), total }
}

/** The overdue cases (超期案件) of the chosen region: exactly those that its figure counts. */
export const useDrillCases = defineStore('drill-cases', () => {
  const api = useCityApi()
  const drill = useDrill()
  const peers = usePeers()
  const selection = useSelection()
  const overdue = computed(
    () => peers.caseload.find((one) => one.counts === 'overdue')?.meta.id ?? null,
  )
  const question = computed<OverdueQuestion | null>(() =>
    selection.region === null || overdue.value === null
      ? null
      : { region: selection.region, indicator: overdue.value, at: drill.at },
  )
  const list = asked<OverdueQuestion, OverdueAnswer>((q) => overdueCases(api, q), question)
  return { ...list, indicator: overdue }
})
