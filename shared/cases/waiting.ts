import type { RegionId } from '../city/pack.ts'
import { openStages } from './case-law.ts'
import { runningClock } from './running-clock.ts'
import type { CaseStage, CaseState } from './state.ts'

/** Whose turn it is: 受理立案, 派遣, 处置, 核查结案; `over` = ended, but under supervision still. */
export type Turn = 'intake' | 'dispatch' | 'handling' | 'verify' | 'over'

/** A case that waits for somebody (待办案件), with what its place in a queue follows from. */
export interface WaitingCase {
  caseId: number
  queue: Turn
  /** What comes first: the running deadline; of a case not accepted yet, its report; none = last. */
  sortAt: number
  /** When the running clock runs out, UTC ms; null where none runs. */
  dueAt: number | null
  region: RegionId | null
  department: string | null
  type: string
  reportedAt: number
  lng: number | null
  lat: number | null
  supervised: 0 | 1
  extensionAsked: 0 | 1
}

/** Where a case without any deadline stands: behind all that have one. */
export const noHurry = Number.MAX_SAFE_INTEGER

/** The place of a case among those that wait; null for one that waits for nobody. */
export function waitingCase(state: CaseState): WaitingCase | null {
  const supervised = state.supervisedAt !== null && state.supervisionClosedAt === null
  const isOpen = openStages.includes(state.stage)
  if (!isOpen && !supervised) return null
  const dueAt = runningClock(state)?.dueAt ?? null
  const waiting = state.stage === 'reported' ? state.reportedAt : noHurry
  return {
    caseId: state.caseId,
    queue: isOpen ? turnOf(state.stage) : 'over',
    sortAt: dueAt ?? waiting,
    dueAt,
    region: state.region,
    department: state.department,
    type: state.type,
    reportedAt: state.reportedAt,
    lng: state.point?.[0] ?? null,
    lat: state.point?.[1] ?? null,
    supervised: supervised ? 1 : 0,
    extensionAsked: state.extensionAskedAt === null ? 0 : 1,
  }
}

function turnOf(stage: CaseStage): Turn {
  if (stage === 'reported' || stage === 'accepted') return 'intake'
  if (stage === 'registered') return 'dispatch'
  return stage === 'resolved' || stage === 'verified' ? 'verify' : 'handling'
}
