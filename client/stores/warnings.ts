import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type { RegionId, Severity } from '../../shared/city/pack.ts'
import type { WarningList, WarningRow } from '../../shared/warnings/rows.ts'
import { keepEqual } from './keep-equal.ts'
import { latestOf } from './latest.ts'
import { useLive } from './live.ts'
import { whenMoved } from './moved.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** One that begins later is asked for when its minute comes; news comes with a frame. */
const askedEvery = 60_000

interface Question {
  region: RegionId
  at: number | null
}

/** Public warnings (公共预警) in force in the chosen region, and the one whose text is open. */
export const useWarnings = defineStore('warnings', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const live = useLive()
  const session = useSession()
  const selection = useSelection()
  const latest = latestOf<Question, WarningList>(
    (question) => api.warnings(question),
    timers,
    () => time.now,
  )

  const question = computed<Question | null>(() =>
    selection.region === null
      ? null
      : { region: selection.region, at: time.replay?.position ?? null },
  )
  /** Gravest first; what ends is gone on the second, also where the server is silent. */
  const rows = keepEqual<WarningRow[]>(() => {
    const [asked, answered] = [question.value, latest.answered.value]
    if (!asked || answered?.key.region !== asked.region) return []
    if ((answered.key.at === null) !== (asked.at === null)) return []
    // In replay the server says what was in force then.
    if (asked.at !== null) return answered.value.rows
    return answered.value.rows.flatMap((row) => {
      const parts = row.parts.filter(({ until }) => time.now < until)
      return parts.length === 0 ? [] : [{ ...row, parts }]
    })
  })
  const opened = computed(
    () => rows.value.find((row) => row.warning === selection.address.warning) ?? null,
  )
  /** The districts that the open one concerns, with its severity: their rims are drawn in it. */
  const rims = keepEqual(() => {
    const found = new Map<RegionId, Severity>()
    for (const { severity, regions } of opened.value?.parts ?? [])
      for (const id of severity === null ? [] : regions.flatMap((one) => districtsOf(one.id)))
        if (severity !== null && !found.has(id)) found.set(id, severity)
    return [...found].map(([region, severity]) => ({ region, severity }))
  })
  function districtsOf(id: RegionId): RegionId[] {
    const trail = session.regions.trailOf(id)
    const own = trail.find((one) => one.level === 'district')
    if (own) return [own.id]
    return session.regions.all.filter((one) => one.level === 'district').map((one) => one.id)
  }

  const open = (warning: number) =>
    void selection.go({ warning, explain: null, of: null, window: null, case: null })
  const close = () => void selection.go({ warning: null }, 'replace')

  function start(): () => void {
    const stops = [
      watch(question, (asked) => asked && latest.want(asked), { immediate: true }),
      watch(
        () => live.warnings,
        () => time.replay === null && latest.refresh(),
      ),
      whenMoved(timers, askedEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { rows, opened, rims, open, close, start }
})
