import type { Attachment } from './attachment.ts'
import type { CaseStep } from './detail.ts'
import type { ParcelHandOff } from './hand-off-answers.ts'
import type { CaseVerb } from './orders.ts'
import type { ExtensionAsked, QueueRow } from './queue-answers.ts'
import type { Light, Rating } from './state.ts'
import type { CaseRow } from './rows.ts'

/** The five stations of a case's way (下 接 派 验 评), as 沧州 136 tells it to the citizen. */
export const parcelSteps = ['place', 'take', 'send', 'check', 'rate'] as const
export type ParcelStepKey = (typeof parcelSteps)[number]
export const parcelStepName: Record<ParcelStepKey, string> = {
  place: '下',
  take: '接',
  send: '派',
  check: '验',
  rate: '评',
}

/** Done, where it stands, still ahead, or not on this case's way (不予受理, 合并, 自办 …). */
export type ParcelState = 'done' | 'current' | 'ahead' | 'skipped'

/** The post (岗位) that did something: a channel, a role or a department, never a person. */
export interface Post {
  kind: 'source' | 'role' | 'department' | 'clock'
  id: string
  /** 「12345热线」「值班长」「市环卫处」「时限」. */
  name: string
}

/** How long something took against its limit (用时), on the clock that the limit runs by; 挂账 not counted. */
export interface StepClock {
  usedMinutes: number
  /** What its limit gave from when it began; null = no limit. */
  limitMinutes: number | null
  /** Whether these are working minutes (工作时间); false = natural time. */
  works: boolean
  /** When the limit runs out, UTC ms; null = none. */
  deadline: number | null
  /** Done, or still standing, past it; null where there is none. */
  late: boolean | null
}

/** One act on the way: 上报, 受理, 立案, 派遣, 签收, 处置, 反馈, 核查, 结案, 评价 and what interrupted it. */
export interface ParcelPart {
  /** The kind of fact, as in `CaseStep.type`. */
  type: string
  name: string
  at: number
  post: Post
  position: number
  /** Where a clock ran until it was done; null elsewhere. */
  clock: StepClock | null
}

/** One station: who, when, how long against its limit. */
export interface ParcelStep {
  key: ParcelStepKey
  name: string
  state: ParcelState
  /** Since when it stood here, and when it was done; null = not yet. */
  from: number | null
  doneAt: number | null
  /** Who did it, or at whom it lies now. */
  post: Post | null
  /** Null before it began. */
  clock: StepClock | null
  parts: ParcelPart[]
}

/** A case linked with this one: merged into, merged from, or looking like the same. */
export interface LinkedCase {
  how: 'merged-into' | 'merged-from' | 'duplicate'
  row: CaseRow
}

/** A fact of the whole history with the post that did it and what was written. */
export interface ParcelRecord extends CaseStep {
  name: string
  post: Post
  /** Free text beside the fact; null = none, erased or withheld. */
  text: string | null
  /** Files that go with it (附件). */
  attachments: Attachment[]
}

/** `case.parcel`: one case as a tracked parcel (包裹式办件). A sensitive one without text, place and history. */
export interface ParcelAnswer {
  row: QueueRow
  description: string | null
  typeName: string
  sourceName: string
  steps: ParcelStep[]
  /** Raised so far, ascending (亮灯). */
  lights: { light: Light; at: number; rule: string }[]
  supervision: {
    at: number
    owner: string
    due: number | null
    closedAt: number | null
    note: string | null
  } | null
  extension: ExtensionAsked | null
  /** Answered requests (延期). */
  extensions: { askedAt: number | null; until: number; answeredAt: number; granted: boolean }[]
  rating: Rating | null
  /** Through whose hands it went (转办), in order. */
  handOffs: ParcelHandOff[]
  linked: LinkedCase[]
  /** In the order they happened. */
  history: ParcelRecord[]
  may: CaseVerb[]
  position: number
  now: number
}
