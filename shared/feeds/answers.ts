import type { Rhythm } from '../city/pack.ts'

/** 按时, 待报 (its period is over, its time is not), 迟报, 从未到达. */
export type FeedState = 'on-time' | 'due' | 'late' | 'never'

/** How one feed (接口) stands. */
export interface FeedStanding {
  feed: string
  name: string
  department: string
  departmentName: string
  rhythm: Rhythm
  delivers: string
  state: FeedState
  /** Not older than `staleAfter`: what the rate of feeds online (接口在线率) counts. */
  online: boolean
  coveredThrough: number | null
  /** When the next report is late: a period's end and `due`; of a running feed, silence of `staleAfter`. */
  dueAt: number | null
  staleAfter: number
  /** Regions covered through the last span, of those expected. */
  covered: number
  expected: number
  /** Silences of the last 30 days that should not be there, [from, until), oldest first. */
  gaps: readonly (readonly [number, number])[]
  /** How many indicators lean on it. */
  indicators: number
}

/** `feed.health` (接口健康); `from` is where the 30 days begin, a local midnight. */
export interface FeedHealthAnswer {
  position: number
  now: number
  from: number
  online: number
  expected: number
  feeds: FeedStanding[]
}
