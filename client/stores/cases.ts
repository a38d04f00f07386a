import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type { CaseRow } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { boardEvery } from './board.ts'
import { openCases } from './case-merge.ts'
import { latestOf } from './latest.ts'
import { useLive } from './live.ts'
import { whenMoved } from './moved.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

interface OpenQuestion {
  region: RegionId
  at: number | null
}
interface OpenAnswer {
  rows: CaseRow[]
  total: number | null
  position: number
}

const listed = { urgent: 60, newest: 40 }

/** The open cases (在办案件) of the chosen region: listed by the server, kept current by the feed. */
export const useCases = defineStore('cases', () => {
  const api = useCityApi()
  const time = useTime()
  const live = useLive()
  const timers = useTimers()
  const selection = useSelection()

  const open = latestOf<OpenQuestion, OpenAnswer>(
    async ({ region, at }) => {
      const [urgent, newest] = await Promise.all([
        api.cases({ region, at, order: 'urgent', limit: listed.urgent }),
        api.cases({ region, at, order: 'newest', limit: listed.newest }),
      ])
      return {
        rows: [...urgent.rows, ...newest.rows],
        total: newest.total ?? urgent.total,
        position: Math.min(urgent.position, newest.position),
      }
    },
    timers,
    () => time.now,
  )
  const chosen = latestOf<{ id: number; at: number | null }, CaseRow>(
    ({ id, at }) => api.caseRow(id, at),
    timers,
    () => time.now,
  )

  const question = computed<OpenQuestion | null>(() =>
    selection.region === null
      ? null
      : { region: selection.region, at: time.replay?.position ?? null },
  )
  const answer = computed(() => {
    const answered = open.answered.value
    const asked = question.value
    if (!answered || !asked || answered.key.region !== asked.region) return null
    if ((answered.key.at === null) !== (asked.at === null)) return null
    return open.fault.value && answered.key.at !== asked.at ? null : answered
  })
  const rows = computed<CaseRow[] | null>(() => {
    if (!answer.value) return null
    const { key, value } = answer.value
    return openCases(value.rows, value.position, key.at === null ? live.rows : new Map())
  })
  const total = computed(() => answer.value?.value.total ?? null)
  const fault = computed(() => open.fault.value)
  const lastGoodAt = computed(() => open.answered.value?.at ?? null)

  /** The chosen case, open or not; null while none is chosen or known. */
  const selected = computed<CaseRow | null>(() => {
    const id = selection.caseId
    if (id === null) return null
    const listedRow = rows.value?.find((row) => row.caseId === id)
    // Over since it was asked for: what the feed said of it is newer than the answer.
    const heard = time.replay === null ? live.rows.get(id)?.row : undefined
    const asked = chosen.answered.value
    return listedRow ?? heard ?? (asked?.key.id === id ? asked.value : null)
  })

  function start(): () => void {
    const stops = [
      watch(question, (asked) => asked && open.want(asked), { immediate: true }),
      watch(
        () => ({ id: selection.caseId, at: time.replay?.position ?? null }),
        ({ id, at }) => (id === null ? chosen.stop() : chosen.want({ id, at })),
        { immediate: true },
      ),
      whenMoved(timers, boardEvery, () => {
        open.refresh()
        if (selection.caseId !== null) chosen.refresh()
      }),
      () => open.stop(),
      () => chosen.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { rows, total, fault, lastGoodAt, selected, start }
})
