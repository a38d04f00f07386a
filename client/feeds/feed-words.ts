import type { Rhythm } from '../../shared/city/pack.ts'
import type { FeedStanding, FeedState } from '../../shared/feeds/answers.ts'
import { readClock, timeOf } from '../panels/clock.ts'
import { ageOf, spanOf } from '../panels/format.ts'

/** The states in the order in which they need somebody. */
export const feedStates = ['late', 'never', 'due', 'on-time'] as const satisfies FeedState[]

export const stateNames: Record<FeedState, string> = {
  late: '迟报',
  never: '从未报送',
  due: '待报',
  'on-time': '按时',
}
export const stateNotes: Record<FeedState, string> = {
  late: '应报时限已过，尚未收到',
  never: '接入以来没有收到过',
  due: '本期已结束，仍在应报时限内',
  'on-time': '应报的都已收到',
}

const rhythmNames: Record<Rhythm, string> = {
  realtime: '实时',
  'on-event': '遇事',
  day: '日报',
  week: '周报',
  tenday: '旬报',
  month: '月报',
  quarter: '季报',
  term: '学期报',
  year: '年报',
}
export const rhythmName = (rhythm: Rhythm): string => rhythmNames[rhythm]

const runs = ({ rhythm }: FeedStanding): boolean => rhythm === 'realtime' || rhythm === 'on-event'

/** How far it covers: 3分前 for what runs, the last day covered for what reports by period. */
export function coveredWords(feed: FeedStanding, zone: string, now: number): string {
  const { coveredThrough: through } = feed
  if (through === null) return '无数据'
  if (runs(feed))
    return now - through < 86_400_000 ? `${ageOf(now - through)}前` : timeOf(through, zone, now)
  const [last, today] = [readClock(through - 1, zone), readClock(now, zone)]
  return `${last.year === today.year ? '' : `${last.year}年`}${last.month}月${last.date}日`
}

/** When the next report is due, or for how long it has been: 已迟 2天14时. */
export function dueWords(feed: FeedStanding, zone: string, now: number): string {
  if (feed.dueAt === null) return '—'
  if (feed.state === 'late') return `已迟 ${shortSpan(now - feed.dueAt)}`
  if (feed.state === 'due') return `还有 ${shortSpan(feed.dueAt - now)}`
  if (runs(feed)) return `静默不超过 ${shortSpan(feed.staleAfter)}`
  const [due, today] = [readClock(feed.dueAt, zone), readClock(now, zone)]
  const year = due.year === today.year ? '' : `${due.year}年`
  return `${year}${due.month}月${due.date}日 ${due.time} 前`
}

/** 25分 · 14时20分 · 2天14时. */
function shortSpan(ms: number): string {
  if (ms >= 86_400_000) return spanOf(ms)
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return `${minutes}分`
  return `${Math.floor(minutes / 60)}时${minutes % 60 > 0 ? `${minutes % 60}分` : ''}`
}

const rhythmOrder = Object.keys(rhythmNames) as Rhythm[]

/** Longest late first, soonest due first; what is on time by rhythm, in the pack's own order. */
export function inOrder(feeds: readonly FeedStanding[], state: FeedState): FeedStanding[] {
  const own = feeds.filter((feed) => feed.state === state)
  if (state === 'on-time') {
    const rank = ({ rhythm }: FeedStanding) => rhythmOrder.indexOf(rhythm)
    return own.sort((a, b) => rank(a) - rank(b))
  }
  return own.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
}
