import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { AlertList } from '../../shared/alerts/rows.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import type { AlertQuestion } from '../api/city-api.ts'
import { latestOf } from './latest.ts'
import { whenMoved } from './moved.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Asked again at most this often while facts keep coming. */
const alertsEvery = 5_000
/** More than any screen lists; the total counts them all. */
const mostShown = 60

/** Open alerts (预警) of the chosen region and themed map; on the 总图, of all themes. */
export const useAlerts = defineStore('alerts', () => {
  const api = useCityApi()
  const time = useTime()
  const timers = useTimers()
  const selection = useSelection()
  const latest = latestOf<AlertQuestion, AlertList>(
    (question) => api.alerts(question),
    timers,
    () => time.now,
  )
  const busy = ref<readonly number[]>([])
  const refused = ref<Fault | null>(null)

  const question = computed<AlertQuestion | null>(() => {
    const { region, theme, themed } = selection
    if (region === null) return null
    return {
      ...{ region, theme: themed ? theme : null },
      ...{ state: 'open', limit: mostShown, at: time.replay?.position ?? null },
    }
  })
  /** The last good list of this region, theme and moment; never another's. */
  const list = computed(() => {
    const asked = question.value
    const answered = latest.answered.value
    if (!asked || !answered) return null
    const { key, value } = answered
    if (key.region !== asked.region || key.theme !== asked.theme) return null
    return (key.at === null) === (asked.at === null) ? value : null
  })
  const rows = computed(() => list.value?.rows ?? null)
  const total = computed(() => list.value?.total ?? null)
  const fault = computed(() => latest.fault.value)
  const lastGoodAt = computed(() => latest.answered.value?.at ?? null)
  /** Those of one indicator in the chosen region itself: for its card. */
  const ofIndicator = (indicator: string) =>
    (rows.value ?? []).filter(
      (row) => row.indicator === indicator && row.region === question.value?.region,
    )

  /** 确认: says that a person has seen it; what is refused stays open and says why in `refused`. */
  async function acknowledge(alert: number, note?: string) {
    if (busy.value.includes(alert)) return
    busy.value = [...busy.value, alert]
    refused.value = null
    try {
      await api.acknowledge(note ? { alert, note } : { alert })
      latest.refresh()
    } catch (error) {
      refused.value = faultOf(error)
    } finally {
      busy.value = busy.value.filter((one) => one !== alert)
    }
  }

  function start(): () => void {
    const stops = [
      watch(question, (asked) => asked && latest.want(asked), { immediate: true }),
      whenMoved(timers, alertsEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return { rows, total, fault, lastGoodAt, busy, refused, ofIndicator, acknowledge, start }
})
