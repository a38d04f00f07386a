import { computed, reactive } from 'vue'
import { caseVerbName, type CaseOrder, type CaseVerb } from '../../shared/cases/orders.ts'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import { stageName } from '../../shared/cases/stages.ts'
import { orderFault, type Conflict } from '../api/order-faults.ts'
import { useCityApi } from './use-city-api.ts'

/** What came of an order on one case (办理结果). */
export type OrderFate =
  | { state: 'waiting' }
  | { state: 'sending' }
  | { state: 'done'; position: number }
  /** Somebody came first: who, what, when; the row must be looked at anew. */
  | { state: 'conflict'; conflict: Conflict }
  | { state: 'refused'; words: string; again: boolean }

export interface OrderedRow {
  row: QueueRow
  fate: OrderFate
}

/** Orders on their way at once. */
const abreast = 4

/**
 * One order per case (逐案下令): each with the position at which its row was seen, and a key of its own
 * that stays while the order stays the same, so that sending again is safe.
 */
export function useCaseOrders(rows: readonly QueueRow[], verb: CaseVerb) {
  const api = useCityApi()
  const lines = reactive<OrderedRow[]>(rows.map((row) => ({ row, fate: openFate(row, verb) })))
  const keys = new Map<number, { of: string; key: string }>()

  /** The same order keeps its key; a changed one gets another. */
  function keyFor(caseId: number, order: string): string {
    const known = keys.get(caseId)
    if (known?.of === order) return known.key
    const key = newKey()
    keys.set(caseId, { of: order, key })
    return key
  }

  async function sendOne(line: OrderedRow, said: object) {
    const { caseId, position: expected } = line.row
    line.fate = { state: 'sending' }
    const order = { verb, caseId, expected, ...said }
    const key = keyFor(caseId, JSON.stringify(order))
    try {
      const { position } = await api.caseOrder({ ...order, key } as CaseOrder)
      line.fate = { state: 'done', position }
    } catch (error) {
      const fault = orderFault(error, verb)
      line.fate =
        fault.conflict === null
          ? { state: 'refused', words: fault.words, again: fault.again }
          : { state: 'conflict', conflict: fault.conflict }
    }
  }

  /** Sends what is not done and may be sent; `saidOf` = the fields of the verb for a row, null = leave it. */
  async function send(saidOf: (row: QueueRow) => object | null) {
    const waiting = lines.flatMap((line) => {
      const said = mayGo(line.fate) ? saidOf(line.row) : null
      return said === null ? [] : [{ line, said }]
    })
    const next = async (): Promise<void> => {
      const one = waiting.shift()
      if (one === undefined) return
      await sendOne(one.line, one.said)
      await next()
    }
    await Promise.all(Array.from({ length: abreast }, next))
  }

  /** 刷新: the case as it stands now, so that a person may decide anew. */
  async function refresh(caseId: number) {
    const line = lines.find(({ row }) => row.caseId === caseId)
    if (line === undefined) return
    try {
      const { row } = await api.caseParcel(caseId, null)
      line.row = row
      line.fate = openFate(row, verb)
    } catch (error) {
      line.fate = { state: 'refused', words: orderFault(error, verb).words, again: true }
    }
  }

  const done = computed(() =>
    lines.flatMap(({ row, fate }) =>
      fate.state === 'done' ? [{ caseId: row.caseId, position: fate.position }] : [],
    ),
  )
  return {
    lines,
    done,
    /** How many the next sending sends. */
    ready: computed(() => lines.filter(({ fate }) => mayGo(fate)).length),
    sending: computed(() => lines.some(({ fate }) => fate.state === 'sending')),
    send,
    refresh,
  }
}

const mayGo = (fate: OrderFate): boolean =>
  fate.state === 'waiting' || (fate.state === 'refused' && fate.again)

/** What the server already says cannot be ordered is not sent. */
function openFate(row: QueueRow, verb: CaseVerb): OrderFate {
  if (row.may.includes(verb)) return { state: 'waiting' }
  if (verb === 'case-supervise' && row.supervision)
    return { state: 'refused', words: `已由${row.supervision.owner}督办中`, again: false }
  const words = `现为${stageName[row.stage]}，此岗位不能${caseVerbName[verb]}`
  return { state: 'refused', words, again: false }
}

/** 128 bits; without a secure context too, as on a wall's network. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
