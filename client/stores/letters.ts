import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { LetterAnswer, LetterList, LetterRow } from '../../shared/dead-letters/answers.ts'
import type { LetterChoice, LettersDone } from '../../shared/dead-letters/orders.ts'
import type { LettersQuestion } from '../api/city-api.ts'
import { latestOf } from './latest.ts'
import { letterAddressOf, letterQuery, type LetterAddress } from './letter-address.ts'
import { whenMoved } from './moved.ts'
import { saidOf } from './said.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** Asked again at most this often while facts keep coming. */
const lettersEvery = 10_000
const rowsAtOnce = 50

/** Dead letters (待更正) of the chosen source and reason, the open one, and what is done with them. */
export const useLetters = defineStore('letters', () => {
  const api = useCityApi()
  const time = useTime()
  const timers = useTimers()
  const route = useRoute()
  const router = useRouter()
  const now = () => time.now
  const list = latestOf<LettersQuestion, LetterList>((asked) => api.letters(asked), timers, now)
  const one = latestOf<number, LetterAnswer>((id) => api.letter(id), timers, now)
  const older = shallowRef<{ of: string; rows: LetterRow[]; cursor: string | null } | null>(null)
  const busy = ref(false)
  const refused = ref<string | null>(null)
  const done = shallowRef<LettersDone | null>(null)

  const shown = computed(() => route.query.tab === 'letters')
  const address = computed(() => letterAddressOf(route.query))
  const question = computed<LettersQuestion>(() => {
    const { source, reason, state } = address.value
    return {
      ...(source === null ? {} : { source }),
      ...(reason === null ? {} : { reason }),
      ...{ state, limit: rowsAtOnce },
    }
  })
  const same = (asked: LettersQuestion | undefined) =>
    JSON.stringify(asked) === JSON.stringify(question.value)
  const answer = computed(() => {
    const answered = list.answered.value
    return answered && same(answered.key) ? answered.value : null
  })
  /** Counts stay while another list is on its way. */
  const groups = computed(() => list.answered.value?.value.groups ?? null)
  const gone = computed(() => list.answered.value?.value.gone ?? [])
  const more = computed(() =>
    older.value?.of === JSON.stringify(question.value) ? older.value : null,
  )
  const rows = computed(() => {
    const first = answer.value?.rows ?? null
    if (first === null) return null
    const last = first.at(-1)?.id ?? Infinity
    return [...first, ...(more.value?.rows ?? []).filter(({ id }) => id < last)]
  })
  const cursor = computed(() => (more.value ?? answer.value)?.cursor ?? null)
  const open = computed(() => {
    const answered = one.answered.value
    return answered && answered.key === address.value.letter ? answered.value : null
  })

  function go(change: Partial<LetterAddress>) {
    void router.replace({ query: letterQuery({ ...address.value, ...change }) })
  }

  /** The next page, under the rows that are there. */
  async function next() {
    if (busy.value || cursor.value === null) return
    busy.value = true
    const of = JSON.stringify(question.value)
    try {
      const page = await api.letters({ ...question.value, cursor: cursor.value })
      const known = older.value?.of === of ? older.value.rows : []
      older.value = { of, rows: [...known, ...page.rows], cursor: page.cursor }
    } catch (error) {
      refused.value = saidOf(error)
    } finally {
      busy.value = false
    }
  }

  /** Gives an order; true once it is on disk. What is refused says why in `refused`. */
  async function give(order: () => Promise<LettersDone>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    refused.value = null
    done.value = null
    try {
      done.value = await order()
      older.value = null
      return true
    } catch (error) {
      refused.value = saidOf(error)
      return false
    } finally {
      busy.value = false
      list.refresh()
      one.refresh()
    }
  }

  function start(): () => void {
    const stops = [
      watch(
        () => (shown.value ? question.value : null),
        (asked) => (asked ? list.want(asked) : list.stop()),
        { immediate: true },
      ),
      watch(
        () => (shown.value ? address.value.letter : null),
        (id) => {
          refused.value = null
          if (id === null) one.stop()
          else one.want(id)
        },
        { immediate: true },
      ),
      whenMoved(timers, lettersEvery, () => list.refresh()),
      () => list.stop(),
      () => one.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }

  return {
    ...{ address, answer, rows, groups, gone, cursor, open, busy, refused, done, shown },
    fault: computed(() => list.fault.value),
    openFault: computed(() => one.fault.value),
    lastGoodAt: computed(() => list.answered.value?.at ?? null),
    ...{ go, next, start },
    correct: (letter: number, content: string) => give(() => api.correctLetter(letter, content)),
    replay: (choice: LetterChoice) => give(() => api.replayLetters(choice)),
    drop: (choice: LetterChoice, note: string) => give(() => api.dropLetters(choice, note)),
    /** Asks again, as somebody else or after a fault. */
    renew() {
      list.refresh()
      one.refresh()
    },
    clear() {
      done.value = null
      refused.value = null
    },
  }
})
