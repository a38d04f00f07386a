import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { LiveFrame } from '../../shared/cases/rows.ts'
import { superviseFeed, type Connection } from '../api/feed.ts'
import { mergeFrame, type LiveRow } from './case-merge.ts'
import { useSelection } from './selection.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** The live feed (实时) of the chosen region: what has changed, and whether we still hear it. */
export const useLive = defineStore('live', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const selection = useSelection()

  const rows = shallowRef<ReadonlyMap<number, LiveRow>>(new Map())
  const position = ref(0)
  const feeds = shallowRef<LiveFrame['feeds'] | null>(null)
  const backfill = ref<number | null>(null)
  /** Grows with every message of a public warning. */
  const warnings = ref(0)
  const connection = ref<Connection>('connecting')
  const lostSince = ref<number | null>(null)
  /** Grows each time the feed comes back after a loss: what was missed must be asked for. */
  const returns = ref(0)

  function onFrame(frame: LiveFrame) {
    time.sync(frame.now)
    feeds.value = frame.feeds
    backfill.value = frame.backfill
    warnings.value = frame.warnings
    if (frame.cases.length) rows.value = mergeFrame(rows.value, frame.cases, frame.position)
    position.value = Math.max(position.value, frame.position)
  }

  function onConnection(next: Connection) {
    if (next === 'live' && lostSince.value !== null) {
      rows.value = new Map()
      returns.value++
    }
    if (next === 'live') lostSince.value = null
    else if (next === 'lost') lostSince.value ??= time.now
    connection.value = next
  }

  /** Listens to the chosen region until stopped. */
  function start(): () => void {
    let stopFeed = () => {}
    const stopWatch = watch(
      () => selection.region,
      (region) => {
        stopFeed()
        rows.value = new Map()
        if (region === null) return
        stopFeed = superviseFeed(api.feed(region), timers, { onFrame, onConnection })
      },
      { immediate: true },
    )
    return () => {
      stopWatch()
      stopFeed()
    }
  }

  return { rows, position, feeds, backfill, warnings, connection, lostSince, returns, start }
})
