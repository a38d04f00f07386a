import { shallowRef } from 'vue'
import type { EventTypeFacts } from '../../shared/city/event-types.ts'
import type { CaseVerb } from '../../shared/cases/orders.ts'
import type {
  DuplicatesAnswer,
  ProposalAnswer,
  QueueRow,
} from '../../shared/cases/queue-answers.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { useCityApi } from './use-city-api.ts'

/** Proposals asked for at once. */
const abreast = 4

/**
 * What a form shows beside its fields: what is proposed for each case (派遣建议), cases that look the
 * same (疑似重复), the types of events; only what the verb needs. Null = on its way.
 */
export function useOrderBeside(rows: readonly QueueRow[], verb: CaseVerb) {
  const api = useCityApi()
  const proposals = shallowRef<ReadonlyMap<number, ProposalAnswer>>(new Map())
  const twins = shallowRef<DuplicatesAnswer['rows'] | null>(null)
  const types = shallowRef<EventTypeFacts[] | null>(null)
  const fault = shallowRef<Fault | null>(null)

  async function propose() {
    const asked = [...rows]
    const found = new Map<number, ProposalAnswer>()
    const next = async (): Promise<void> => {
      const row = asked.shift()
      if (row === undefined) return
      found.set(row.caseId, await api.caseProposal(row.caseId))
      await next()
    }
    await Promise.all(Array.from({ length: abreast }, next))
    proposals.value = found
  }

  /** Of several chosen cases each may be the one that the others go into. */
  async function findTwins() {
    const [first] = rows
    if (first === undefined) return
    const near = (await api.caseDuplicates(first.caseId)).rows
    const among = rows.length < 2 ? [] : rows.filter(({ caseId }) => !near.some(sameAs(caseId)))
    const chosen = among.map((row) => ({ ...row, metres: NaN, minutesApart: NaN }))
    twins.value = [...chosen, ...near]
  }

  async function load() {
    fault.value = null
    try {
      if (verb === 'case-dispatch') await propose()
      if (verb === 'case-merge') await findTwins()
      if (verb === 'case-retype') types.value = await api.eventTypes()
    } catch (error) {
      fault.value = faultOf(error)
    }
  }

  return { proposals, twins, types, fault, load }
}

const sameAs =
  (caseId: number) =>
  (row: { caseId: number }): boolean =>
    row.caseId === caseId
