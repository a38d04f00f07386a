import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { ParcelAnswer } from '../../shared/cases/parcel-answers.ts'
import type { DuplicatesAnswer, ProposalAnswer } from '../../shared/cases/queue-answers.ts'
import { latestOf } from './latest.ts'
import { useCaseQueue } from './case-queue.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'
import { useWho } from './who.ts'

/** A case looked at before it is decided on (预览). */
export interface CasePreview {
  parcel: ParcelAnswer
  /** What a dispatch would say; null where it is past that, or the past is shown. */
  proposal: ProposalAnswer | null
  duplicates: DuplicatesAnswer['rows']
}

interface PreviewQuestion {
  who: string | null
  caseId: number
  /** The row's own position: what changes the case asks anew. */
  row: number | null
  turn: number
  at: number | null
}

/** The chosen case of the queue: its facts, what is proposed for it, and what looks like the same. */
export const useCasePreview = defineStore('case-preview', () => {
  const api = useCityApi()
  const time = useTime()
  const who = useWho()
  const queue = useCaseQueue()
  const turn = ref(0)

  async function read({ caseId, at }: PreviewQuestion): Promise<CasePreview> {
    const parcel = await api.caseParcel(caseId, at)
    const may = (verb: ParcelAnswer['may'][number]) => at === null && parcel.may.includes(verb)
    const early = ['reported', 'accepted', 'registered'].includes(parcel.row.stage)
    const [proposal, duplicates] = await Promise.all([
      may('case-retype') && early ? api.caseProposal(caseId) : null,
      may('case-merge') ? api.caseDuplicates(caseId) : null,
    ])
    return { parcel, proposal, duplicates: duplicates?.rows ?? [] }
  }

  const question = computed<PreviewQuestion | null>(() => {
    const caseId = queue.address.case
    if (caseId === null || !who.settled) return null
    const row = queue.rows.find((one) => one.caseId === caseId)?.position ?? null
    const at = time.replay?.position ?? null
    return { who: who.id, caseId, row, turn: turn.value, at }
  })
  const latest = latestOf<PreviewQuestion, CasePreview>(read, useTimers(), () => time.now)
  const answer = computed(() => {
    const asked = question.value
    const answered = latest.answered.value
    if (!asked || !answered || answered.key.caseId !== asked.caseId) return null
    return answered.key.who === asked.who ? answered.value : null
  })

  function start(): () => void {
    const stops = [
      watch(question, (asked) => (asked ? latest.want(asked) : latest.stop()), { immediate: true }),
      () => latest.stop(),
    ]
    return () => stops.forEach((stop) => stop())
  }
  return {
    answer,
    fault: computed(() => latest.fault.value),
    refresh: () => void turn.value++,
    start,
  }
})
