import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { QueueAnswer, QueueFilter, QueueRow } from '../../shared/cases/queue-answers.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { latestOf, type Latest } from './latest.ts'
import { whenMoved } from './moved.ts'
import { filtersOf, queueAddressOf, queueQuery, type QueueAddress } from './queue-address.ts'
import { freshIn, mostRows, placeOf, queuePage, readQueue, type QueueWant } from './queue-pages.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'
import { useWho } from './who.ts'

/** Asked again at most this often while facts keep coming. */
const queueEvery = 5_000

/** 工单队列: which queue is looked at (the address says), its rows so far, and what is new in it. */
export const useCaseQueue = defineStore('case-queue', () => {
  const api = useCityApi()
  const timers = useTimers()
  const time = useTime()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const selection = useSelection()
  const who = useWho()

  const want = shallowRef(queuePage)
  const fresh = shallowRef<ReadonlySet<number>>(new Set())
  const address = computed(() => queueAddressOf(route.query))
  const filters = computed(() => filtersOf(who.role))
  /** What the address asks for, where the role has it; else what the role opens with. */
  const filter = computed<QueueFilter>(() => {
    const { queue } = address.value
    return queue !== null && filters.value.includes(queue) ? queue : filters.value[0]!
  })
  const question = computed<QueueWant | null>(() => {
    const { region } = selection
    if (region === null || !who.settled) return null
    return {
      ...{ who: who.id, filter: filter.value, region, text: address.value.text.trim() },
      ...{ at: time.replay?.position ?? null, want: want.value },
    }
  })
  const latest: Latest<QueueWant, QueueAnswer> = latestOf(
    (asked) => readQueue(api, asked, latest.answered.value),
    timers,
    () => time.now,
  )

  /** The last good answer of this very queue; never another's. */
  const answer = computed(() => {
    const asked = question.value
    const answered = latest.answered.value
    return asked && answered && placeOf(answered.key) === placeOf(asked) ? answered.value : null
  })
  const rows = computed<readonly QueueRow[]>(() => answer.value?.rows ?? [])
  const growing = computed(() => (latest.answered.value?.key.want ?? 0) < want.value)
  const complete = computed(() => answer.value?.cursor === null || rows.value.length >= mostRows)

  function more() {
    if (answer.value === null || growing.value || complete.value) return
    want.value = Math.min(mostRows, rows.value.length + queuePage)
  }
  /** New rows have been looked at. */
  function seen() {
    if (fresh.value.size > 0) fresh.value = new Set()
  }

  function go(change: Partial<QueueAddress>, how: 'push' | 'replace' = 'push') {
    const query = queueQuery({ ...address.value, ...change }, route.query)
    return router[how]({ path: route.path, query })
  }
  function goRegion(region: RegionId) {
    const own = region === session.city?.cityRegion ? undefined : String(region)
    const query = { ...route.query, case: undefined, region: own }
    return router.push({ path: route.path, query })
  }

  function start(): () => void {
    const place = () => question.value && placeOf(question.value)
    const stops = [
      // Another queue begins at its top.
      watch(
        place,
        () => {
          want.value = queuePage
          seen()
        },
        { flush: 'sync' },
      ),
      watch(question, (asked) => (asked ? latest.want(asked) : latest.stop()), { immediate: true }),
      watch(latest.answered, (after, before) => {
        if (!after || !before || placeOf(after.key) !== placeOf(before.key)) return
        if (after.key.want !== before.key.want) return
        const came = freshIn(before.value, after.value)
        if (came.length > 0) fresh.value = new Set([...fresh.value, ...came])
      }),
      whenMoved(timers, queueEvery, () => latest.refresh()),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    ...{ address, filters, filter, question, answer, rows, fresh, growing, complete },
    fault: computed(() => latest.fault.value),
    lastGoodAt: computed(() => latest.answered.value?.at ?? null),
    refresh: () => latest.refresh(),
    ...{ more, seen, go, goRegion, start },
  }
})
