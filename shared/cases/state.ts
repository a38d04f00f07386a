import type { LimitUnit, RegionId, Severity } from '../city/pack.ts'

/** Stages (环节) in the words of GB/T 30428 and GB/T 33358. */
export const caseStages = [
  'reported', // 上报
  'accepted', // 受理
  'declined', // 不予受理
  'registered', // 立案
  'dispatched', // 派遣
  'signed', // 签收
  'handling', // 处置
  'resolved', // 反馈
  'reworked', // 返工
  'verified', // 核查
  'closed', // 结案
  'rated', // 评价
  'suspended', // 挂账
  'cancelled', // 作废
  'merged', // 合并
] as const
export type CaseStage = (typeof caseStages)[number]

export const caseClocks = ['register', 'dispatch', 'disposal', 'closing', 'hand-off'] as const
/** Clocks (时限): 立案, 派遣, 处置, 结案, 转办接收. */
export type CaseClock = (typeof caseClocks)[number]

export const ratings = ['satisfied', 'basically-satisfied', 'dissatisfied'] as const
export type Rating = (typeof ratings)[number]
export type Light = 'remind' | 'yellow-card' | 'red-card' | 'supervision'

/** One 派遣 of a case: to whom, until when, and what became of it. */
export interface DispatchOrder {
  department: string
  at: number
  signedAt: number | null
  returnedAt: number | null
}

/** One passing of a case into other hands (转办): between channels, or to a department by its 派遣. */
export interface HandOff {
  /** The channel that handed it over. */
  sender: string
  /** A channel's key or a department's id. */
  receiver: string
  kind: 'channel' | 'department'
  at: number
  /** By when it is to be taken, moved by suspensions; null = no limit. */
  deadline: number | null
  unit: LimitUnit | null
  endedAt: number | null
  /** Null while it waits; `over` = the case ended, or went on without being taken. */
  end: 'taken' | 'returned' | 'handed-on' | 'over' | null
}

/** A stretch of time [from, to), UTC ms; `to` null = it lasts. */
export interface Span {
  from: number
  to: number | null
}

/**
 * One deadline that the facts let pass (超期): `deadline` is the version of the clock, the span is
 * how long the case stood past it while open. It may lie in the future; it counts once `recorded`.
 */
export interface ClockLapse extends Span {
  clock: CaseClock
  deadline: number
  recorded: boolean
}

/** A stretch in which the disposal clock ran towards one deadline; `unit` null = natural time. */
export interface DisposalRun extends Span {
  dispatchedAt: number
  deadline: number
  unit: LimitUnit | null
}

/** A light that was raised (亮灯) by rule `rule` for `deadline`; null = no deadline made it. */
export interface RaisedLight {
  light: Light
  at: number
  rule: number
  deadline: number | null
}

/**
 * The folded state of one case (案件状态): everything `contributions` counts from. Instants are UTC
 * ms; null = has not happened. Pure result of `fold`, never edited.
 */
export interface CaseState {
  caseId: number
  source: string
  number: string
  type: string
  severity: Severity
  region: RegionId | null
  point: [number, number] | null
  department: string | null
  stage: CaseStage
  reportedAt: number
  /** 第几次同点同类诉求 within 30 days, as reported; 1 = first. */
  repeatOrdinal: number
  acceptedAt: number | null
  declinedAt: number | null
  registerDeadline: number | null
  registeredAt: number | null
  dispatchDeadline: number | null
  orders: DispatchOrder[]
  /** First 反馈 since the case was taken up or taken up anew: 返工 does not undo it. */
  resolvedAt: number | null
  disposalDeadline: number | null
  closingDeadline: number | null
  verifiedAt: number | null
  reworkedAt: number[]
  extendedAt: number | null
  /** An extension that was asked for and not answered yet (延期申请), and until when; null = none. */
  extensionAskedAt: number | null
  extensionUntil: number | null
  suspendedAt: number | null
  /** The channel that it was last handed over to (转办); null = never. */
  handedTo: string | null
  /** In the order in which they happened. */
  handOffs: HandOff[]
  /** Every 结案; a reopened one keeps its place here with `reopenedAt`. */
  closings: { at: number; reopenedAt: number | null }[]
  closedAt: number | null
  ratedAt: number | null
  rating: Rating | null
  cancelledAt: number | null
  /** Number of the case it went into. */
  mergedInto: string | null
  /** That case's source; null = the same as this one's. */
  mergedIntoSource: string | null
  mergedAt: number | null
  supervisedAt: number | null
  supervisionClosedAt: number | null
  /** Deadlines that were recorded as passed and still count, by clock: the lapse, UTC ms. */
  passed: Partial<Record<CaseClock, number>>
  lights: RaisedLight[]
  /** Stretches in which it was 在办: accepted and not ended. */
  inHand: Span[]
  /** Stretches in which it was 督办 and 在办. */
  supervised: Span[]
  /** Stretches in which its clocks stood still (挂账). */
  pauses: Span[]
  runs: DisposalRun[]
  lapses: ClockLapse[]
  /** Latest instant that changed it. */
  changedAt: number
}
