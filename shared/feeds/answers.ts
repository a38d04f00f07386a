import type { Rhythm } from '../city/pack.ts'

/** 按时, 待报 (due soon or now), 迟报, 从未到达. */
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
  coveredThrough: number | null
  /** When the next report is due. */
  dueAt: number | null
  staleAfter: number
  /** Regions covered through the last span, of those expected. */
  covered: number
  expected: number
  /** Silences of the last 30 days, [from, until), oldest first. */
  gaps: readonly (readonly [number, number])[]
  /** How many indicators lean on it. */
  indicators: number
}

/** `feed.health` (接口健康). */
export interface FeedHealthAnswer {
  position: number
  now: number
  online: number
  expected: number
  feeds: FeedStanding[]
}
