import { computed, shallowRef, watch } from 'vue'
import type { CaseVerb } from '../../shared/cases/orders.ts'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import type { useCasePreview } from '../stores/case-preview.ts'
import type { useCaseQueue } from '../stores/case-queue.ts'
import { commonVerbs } from './queue-verbs.ts'

/** What a person holds in the hand (光标, 勾选, 正在办理), and what becomes of it when the queue moves. */
export function useQueueHand(
  queue: ReturnType<typeof useCaseQueue>,
  preview: ReturnType<typeof useCasePreview>,
) {
  const checked = shallowRef<ReadonlySet<number>>(new Set())
  const order = shallowRef<{ verb: CaseVerb; rows: QueueRow[] } | null>(null)
  /** Cases just ordered: where the cursor's one leaves the queue, the next takes its place. */
  let ordered: ReadonlySet<number> = new Set()
  let lastIndex = 0
  let anchor: number | null = null

  const cursor = computed(() => queue.address.case)
  const index = computed(() => queue.rows.findIndex(({ caseId }) => caseId === cursor.value))
  /** The chosen case, whether this queue holds it (still) or not. */
  const row = computed(() => {
    const parcel = preview.answer?.parcel ?? null
    return queue.rows[index.value] ?? (parcel?.row.caseId === cursor.value ? parcel.row : null)
  })
  const targets = computed<QueueRow[]>(() => {
    const many = queue.rows.filter(({ caseId }) => checked.value.has(caseId))
    return many.length > 0 ? many : row.value ? [row.value] : []
  })
  const verbs = computed(() => commonVerbs(targets.value))

  function choose(caseId: number | null) {
    if (caseId === cursor.value) return
    // The first look is a step of the back button; going on from there is not.
    void queue.go({ case: caseId }, cursor.value === null ? 'push' : 'replace')
  }
  function check(caseId: number, range = false) {
    const ids = queue.rows.map((one) => one.caseId)
    const [from, to] = [ids.indexOf(anchor ?? caseId), ids.indexOf(caseId)].sort((a, b) => a - b)
    const next = new Set(checked.value)
    if (range && from !== undefined && to !== undefined && from >= 0)
      for (const id of ids.slice(from, to + 1)) next.add(id)
    else if (!next.delete(caseId)) next.add(caseId)
    if (!range) anchor = caseId
    checked.value = next
  }
  const checkAll = () => (checked.value = new Set(queue.rows.map(({ caseId }) => caseId)))
  const uncheck = () => (checked.value = new Set())

  function moveTo(to: number, extend = false) {
    const next = queue.rows[Math.max(0, Math.min(to, queue.rows.length - 1))]
    if (!next) return
    if (to >= queue.rows.length - 5) queue.more()
    if (extend) {
      anchor ??= cursor.value
      check(next.caseId, true)
    } else anchor = next.caseId
    choose(next.caseId)
  }
  /** From a case that has left the queue to its neighbours. */
  function move(by: number, extend = false) {
    const gone = by > 0 ? lastIndex - 1 : lastIndex
    const nowhere = cursor.value === null ? -1 : gone
    moveTo((index.value >= 0 ? index.value : nowhere) + by, extend)
  }

  function begin(verb: CaseVerb, rows: readonly QueueRow[] = targets.value) {
    if (rows.length > 0 && rows.every(({ may }) => may.includes(verb)))
      order.value = { verb, rows: [...rows] }
  }
  function done() {
    ordered = new Set(order.value?.rows.map(({ caseId }) => caseId))
    queue.refresh()
    preview.refresh()
  }

  watch(index, (at) => at >= 0 && (lastIndex = at), { immediate: true })
  watch(
    () => queue.rows,
    (rows) => {
      if (queue.answer === null) return
      const ids = new Set(rows.map(({ caseId }) => caseId))
      const still = [...checked.value].filter((id) => ids.has(id))
      if (still.length < checked.value.size) checked.value = new Set(still)
      if (cursor.value === null || ids.has(cursor.value) || !ordered.has(cursor.value)) return
      choose(rows[Math.min(lastIndex, rows.length - 1)]?.caseId ?? null)
    },
  )
  watch([() => queue.filter, () => queue.question?.region, () => queue.question?.who], () => {
    uncheck()
    anchor = null
    ordered = new Set()
  })

  return {
    ...{ checked, order, cursor, index, row, targets, verbs },
    ...{ choose, check, checkAll, uncheck, moveTo, move, begin, done },
  }
}
