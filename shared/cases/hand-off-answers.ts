import type { RegionId } from '../city/pack.ts'
import type { ScoreGrain } from '../scores/answers.ts'
import type { Post, StepClock } from './parcel-answers.ts'
import type { CaseRow } from './rows.ts'
import type { HandOff } from './state.ts'

/** One passing into other hands as the parcel tells it (转办): used against its limit, and how it ended. */
export interface ParcelHandOff {
  sender: Post
  receiver: Post
  at: number
  endedAt: number | null
  /** Null while it waits to be taken. */
  end: HandOff['end']
  /** 误转 */
  misrouted: boolean
  clock: StepClock
}

/** What may be counted of a pair; the list behind each adds up to it. */
export const handOffParts = ['handed', 'ended', 'misrouted', 'late'] as const
export type HandOffPart = (typeof handOffParts)[number]

/** A pair of sender and receiver (转办渠道对) over a window. */
export interface HandOffRow extends Record<HandOffPart, number> {
  sender: { id: string; name: string }
  receiver: { id: string; name: string }
  kind: HandOff['kind']
  /** The limit in force at the window's end, in words; null = none. */
  limitWords: string | null
  /** 误转率 in percent of those handed over; null where there are none. */
  misroutedPercent: number | null
  /** 超时率 in percent of those handed over; null where there are none. */
  latePercent: number | null
  /** Natural minutes on average until it ended; null where none did. */
  meanMinutes: number | null
}

/** `handOff.rates`: pairs by how many were handed over, the most first, channels before departments. */
export interface HandOffRates {
  position: number
  now: number
  region: RegionId
  window: { from: number; to: number; label: string; partial: boolean; grain: ScoreGrain }
  rows: HandOffRow[]
}

/** `handOff.cases`: exactly the cases behind one number, newest first. */
export interface HandOffCases {
  rows: CaseRow[]
  /** Sensitive ones of this page that may not be listed. */
  hidden: number
  total: number
  cursor: string | null
  position: number
}
