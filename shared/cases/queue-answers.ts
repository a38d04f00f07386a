import type { RegionId } from '../city/pack.ts'
import type { CaseVerb } from './orders.ts'
import type { CaseRow } from './rows.ts'
import type { CaseClock } from './state.ts'

/** Which cases a queue shows (队列): 待受理立案, 待派遣, 我的, 待核查, 督办, 延期申请, 全部未结. */
export const queueFilters = [
  'intake',
  'dispatch',
  'mine',
  'verify',
  'supervised',
  'extension',
  'all',
] as const
export type QueueFilter = (typeof queueFilters)[number]

/** An extension that was asked for and not answered yet (延期申请). */
export interface ExtensionAsked {
  askedAt: number
  /** The disposal deadline wanted. */
  until: number
  reason: string | null
}

/** A case in a queue: what is needed to decide on it without opening it. */
export interface QueueRow extends CaseRow {
  /** Its last fact: what an order sends as `expected`. */
  position: number
  /** The clock that runs; null while none does (挂账, not accepted yet, no limit). */
  clock: CaseClock | null
  /** When that clock runs out, UTC ms. */
  dueAt: number | null
  /** Whether that clock counts working time (工作时间). */
  works: boolean
  /** Working minutes (工作分钟) left until then, negative once late; null where no clock runs. */
  remainingWorkMinutes: number | null
  /** Minutes of natural time left, negative once late; null where no clock runs. */
  remainingMinutes: number | null
  extension: ExtensionAsked | null
  /** The supervision it is under (督办); null = none. */
  supervision: { at: number; owner: string; due: number | null } | null
  /** What the asker may order now, in the order of the verbs. */
  may: CaseVerb[]
}

export interface QueueQuestion {
  filter: QueueFilter
  region: RegionId
  /** Words of the title, or the beginning of a number. */
  text?: string
  cursor?: string
  limit?: number
  at?: number
}

/** `case.queue`: what will be late first comes first; what is late already, the longest first. */
export interface QueueAnswer {
  rows: QueueRow[]
  /** How many cases each filter holds in the region, whatever `text` says. */
  counts: Record<QueueFilter, number>
  /** Of the asked filter: past their running deadline; with less than two working hours left. */
  late: number
  soon: number
  /** How many the filter and `text` hold together. */
  total: number
  cursor: string | null
  position: number
  now: number
}

/** `case.duplicates`: open cases of the same type, near in place and time, nearest first. */
export interface DuplicatesAnswer {
  rows: (QueueRow & { metres: number; minutesApart: number })[]
  position: number
}

/** `case.proposal`: what a dispatch would say now if nobody changed it. */
export interface ProposalAnswer {
  caseId: number
  /** The lead of the type; null where the type has none. */
  department: { id: string; name: string } | null
  /** Lead, assistants, then where the type last went; without repeats. */
  candidates: { id: string; name: string; why: 'lead' | 'assistant' | 'recent' | 'other' }[]
  limit: { amount: number; unit: string } | null
  /** 「4 工作时」. */
  limitWords: string | null
  disposalDeadline: number | null
  closingDeadline: number | null
  /** Hours within which it is to be signed (签收). */
  signHours: number | null
  position: number
  now: number
}
