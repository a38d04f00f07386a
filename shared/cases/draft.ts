import type { Limit } from '../city/pack.ts'
import type { BodyOf, CaseFactType } from '../events/index.ts'
import type { CaseRules } from './rules.ts'
import type { CaseStage, CaseState, ClockLapse, DisposalRun, HandOff, Span } from './state.ts'

/** How a case left the hands of the city; a later ending does not replace an earlier, see the verbs. */
export type CaseEnd = 'declined' | 'closed' | 'cancelled' | 'merged'

/** Places of the clocks in the draft's arrays, as in `caseClocks`. */
export const register = 0
export const dispatch = 1
export const disposal = 2
export const closing = 3
export const handOver = 4

/** A case while its facts are folded: the state being built and what only the folding needs. */
export interface Draft {
  state: CaseState
  rules: CaseRules
  known: boolean
  retyped: boolean
  graded: boolean
  relocated: boolean
  /** The stage under a suspension. */
  stage: CaseStage
  end: CaseEnd | null
  /** Reopened and not dispatched since. */
  reopened: boolean
  /** Limit of the current order; null = natural time. */
  limit: Limit | null
  deadlines: (number | null)[]
  /** Whether the current version of each clock has lapsed. */
  lapsed: boolean[]
  /** Since when each clock runs towards its current deadline. */
  since: number[]
  /** The hand-off that nobody has taken yet. */
  waiting: HandOff | null
  // The stretches now open.
  past: (ClockLapse | null)[]
  pause: Span | null
  run: DisposalRun | null
  inHand: Span | null
  supervised: Span | null
}

/** What each kind of fact does to a draft; one entry per verb. */
export type Verbs<T extends CaseFactType> = {
  [K in T]: (draft: Draft, at: number, body: BodyOf<K>, source: string) => void
}

/** A draft of which nothing is known yet. */
export const blankDraft = (caseId: number, rules: CaseRules): Draft => ({
  state: blankState(caseId),
  rules,
  known: false,
  retyped: false,
  graded: false,
  relocated: false,
  stage: 'reported',
  end: null,
  reopened: false,
  limit: null,
  deadlines: [null, null, null, null, null],
  lapsed: [false, false, false, false, false],
  since: [0, 0, 0, 0, 0],
  waiting: null,
  past: [null, null, null, null, null],
  pause: null,
  run: null,
  inHand: null,
  supervised: null,
})

const blankState = (caseId: number): CaseState => ({
  caseId,
  source: '',
  number: '',
  type: '',
  severity: 4,
  region: null,
  point: null,
  department: null,
  stage: 'reported',
  reportedAt: 0,
  repeatOrdinal: 1,
  acceptedAt: null,
  declinedAt: null,
  registerDeadline: null,
  registeredAt: null,
  dispatchDeadline: null,
  orders: [],
  resolvedAt: null,
  disposalDeadline: null,
  closingDeadline: null,
  verifiedAt: null,
  reworkedAt: [],
  extendedAt: null,
  extensionAskedAt: null,
  extensionUntil: null,
  suspendedAt: null,
  handedTo: null,
  handOffs: [],
  closings: [],
  closedAt: null,
  ratedAt: null,
  rating: null,
  cancelledAt: null,
  mergedInto: null,
  mergedIntoSource: null,
  mergedAt: null,
  supervisedAt: null,
  supervisionClosedAt: null,
  passed: {},
  lights: [],
  inHand: [],
  supervised: [],
  pauses: [],
  runs: [],
  lapses: [],
  changedAt: 0,
})

// The way forward; 返工 stands just before a new 处置.
const order: Partial<Record<CaseStage, number>> = {
  reported: 0,
  accepted: 1,
  registered: 2,
  dispatched: 3,
  signed: 4,
  reworked: 5,
  handling: 6,
  resolved: 7,
  verified: 8,
}

/** Ends a request for extension: it was answered, or there is nothing left to extend. */
export function dropExtension({ state }: Draft): void {
  state.extensionAskedAt = null
  state.extensionUntil = null
}

/** Moves the stage on to `stage`, never back: facts of one instant come in any order. */
export function moveOn(draft: Draft, stage: CaseStage): void {
  if (draft.end === null && (order[stage] ?? 0) > (order[draft.stage] ?? 0)) draft.stage = stage
}

/** Sends an open case back to where it waits for a dispatch. */
export function sendBack(draft: Draft): void {
  const { registeredAt, acceptedAt } = draft.state
  if (draft.end !== null) return
  draft.stage = registeredAt !== null ? 'registered' : acceptedAt !== null ? 'accepted' : 'reported'
}
