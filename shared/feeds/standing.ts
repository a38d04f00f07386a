import type { Feed } from '../city/pack.ts'
import { periodOf, type Grain } from '../time/period.ts'
import type { Zone } from '../time/zone.ts'
import type { FeedState } from './answers.ts'

type Timing = Pick<Feed, 'rhythm' | 'due' | 'staleAfter'>

/** Whether a feed is online (在线): its coverage is not older than it may be. UTC ms; null = never heard. */
export const isOnline = (
  { staleAfter }: Pick<Feed, 'staleAfter'>,
  coveredThrough: number | null,
  now: number,
): boolean => coveredThrough !== null && now - coveredThrough <= staleAfter

/** The calendar grain a feed reports by; null = it runs all the time (实时, 遇事). */
export const periodGrain = ({ rhythm }: Pick<Feed, 'rhythm'>): Grain | null =>
  rhythm === 'realtime' || rhythm === 'on-event' ? null : rhythm

/**
 * When what a feed owes next is late (应报截止): the end of the period after its coverage and `due`;
 * for a running feed `staleAfter` of silence. null = it has never reported.
 */
export function dueAt(feed: Timing, coveredThrough: number | null, zone: Zone): number | null {
  if (coveredThrough === null) return null
  const grain = periodGrain(feed)
  if (grain === null) return coveredThrough + feed.staleAfter
  return periodOf(zone, grain, coveredThrough).to + feed.due
}

/** 按时, 待报, 迟报 or 从未到达 by rhythm, `due` and `staleAfter`; exactly at the limit it is still in time. */
export function feedState(
  feed: Timing,
  coveredThrough: number | null,
  now: number,
  zone: Zone,
): FeedState {
  const limit = dueAt(feed, coveredThrough, zone)
  if (coveredThrough === null || limit === null) return 'never'
  if (now > limit) return 'late'
  const grain = periodGrain(feed)
  return grain !== null && now >= periodOf(zone, grain, coveredThrough).to ? 'due' : 'on-time'
}

/** Up to where a feed should have covered by now: beyond it silence is no fault. */
export function owedThrough(
  feed: Timing,
  coveredThrough: number | null,
  now: number,
  zone: Zone,
): number {
  const grain = periodGrain(feed)
  const heard = coveredThrough ?? 0
  if (grain === null) return isOnline(feed, coveredThrough, now) ? heard : now
  // The end of the last period whose time to report has run out.
  return Math.max(heard, periodOf(zone, grain, now - feed.due - 1).from)
}

export type Silence = readonly [from: number, until: number]

/** What of [from, to) no interval covers (静默), oldest first. `covered` is sorted and disjoint. */
export function silences(covered: readonly Silence[], from: number, to: number): Silence[] {
  const gaps: Silence[] = []
  let heard = from
  for (const [start, end] of covered) {
    if (start >= to) break
    if (start > heard) gaps.push([heard, start])
    heard = Math.max(heard, end)
  }
  if (heard < to) gaps.push([heard, to])
  return gaps
}
