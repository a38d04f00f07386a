import type { RegionId, Severity } from '../city/pack.ts'
import type { WarningArea } from '../events/warning-parts.ts'
import type { WarningKind, WarningState } from './fold.ts'
import type { WarningText } from './texts.ts'

/** One content of a warning (预警内容) that concerns the region asked for. */
export interface WarningPart extends WarningText {
  event: string
  /** Ⅰ–Ⅳ; null = the source did not say. */
  severity: Severity | null
  senderName: string | null
  from: number
  until: number
  /** False = the source gave no end; `until` is our default. */
  untilGiven: boolean
  onset: number | null
  areas: WarningArea[]
  /** Our regions that it concerns, as far as they lie in the region asked for or hold it. */
  regions: { id: RegionId; name: string }[]
}

/** An earlier or later message of the same warning (更新记录). */
export interface WarningStep {
  kind: WarningKind
  sentAt: number
  severity: Severity | null
  headline: string | null
}

/** One public warning (公共预警) by another authority; not our own 预警 of an indicator. */
export interface WarningRow {
  /** Position of its message: the warning's own number. */
  warning: number
  sender: string
  identifier: string
  sentAt: number
  kind: WarningKind
  /** CAP's status; anything but `Actual` is never live. */
  status: string
  state: WarningState
  /** When it was replaced or ended; null = it was not. */
  endedAt: number | null
  /** A signature was there; it was not verified. */
  signed: boolean
  /** What concerns the region, gravest first; empty = 不涉及本市, or without content. */
  parts: WarningPart[]
  /** All messages that it is linked with, its own among them, oldest first. */
  steps: WarningStep[]
}

/** `warning.list`: gravest first, then newest. */
export interface WarningList {
  position: number
  now: number
  rows: WarningRow[]
  total: number
}
