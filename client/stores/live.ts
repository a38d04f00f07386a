import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { LiveFrame } from '../../shared/cases/rows.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { superviseFeed, type Connection, type Feed } from '../api/feed.ts'
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
  /** Why the feed can't be had; null = it can, or nobody has said. */
  const fault = shallowRef<Fault | null>(null)
  /** Which build of the client the server serves; null = not said yet. */
  const build = ref<string | null>(null)
  /** When it was last heard, on the server's clock; null = it is heard. */
  const lostSince = ref<number | null>(null)
  let heardAt: number | null = null
  /** Grows each time the feed comes back after a loss: what was missed must be asked for. */
  const returns = ref(0)

  function missed() {
    rows.value = new Map()
    returns.value++
  }

  function onFrame(frame: LiveFrame) {
    time.sync(frame.now)
    heardAt = frame.now
    build.value = frame.build ?? build.value
    feeds.value = frame.feeds
    backfill.value = frame.backfill
    warnings.value = frame.warnings
    // Of what was missed the rows say nothing, and lists are asked for again.
    if (frame.more || frame.position < position.value) missed()
    if (frame.position < position.value) position.value = 0
    if (frame.cases.length) rows.value = mergeFrame(rows.value, frame.cases, frame.position)
    position.value = Math.max(position.value, frame.position)
  }

  function onConnection(next: Connection) {
    if (next === 'live') {
      if (lostSince.value !== null) missed()
      lostSince.value = null
      fault.value = null
    } else if (next === 'lost') lostSince.value ??= heardAt ?? time.now
    connection.value = next
  }

  function onFailed(error: unknown) {
    fault.value = faultOf(error)
  }

  /** Listens to the chosen region until stopped. */
  function start(): () => void {
    let feed: Feed | null = null
    const stops = [
      watch(
        () => selection.region,
        (region) => {
          rows.value = new Map()
          if (region === null) return
          if (feed) feed.turnTo(api.feed(region))
          else feed = superviseFeed(api.feed(region), timers, { onFrame, onConnection, onFailed })
        },
        { immediate: true },
      ),
      watch(
        () => time.wakings,
        () => feed?.wake(),
      ),
      () => feed?.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    ...{ rows, position, feeds, backfill, warnings, build },
    ...{ connection, fault, lostSince, returns, start },
  }
})
