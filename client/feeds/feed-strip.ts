import type { FeedStanding } from '../../shared/feeds/answers.ts'

/** A stretch of the strip, 0–1 from its first day to now. */
export interface StripPart {
  kind: 'covered' | 'silent' | 'pending'
  at: number
  width: number
}

/**
 * The last 30 days of a feed (近30日): covered, silent where it should have spoken, pending where its
 * report is not due yet. What lies before its first report is nothing.
 */
export function stripOf(
  feed: Pick<FeedStanding, 'coveredThrough' | 'gaps'>,
  { from, now }: { from: number; now: number },
): StripPart[] {
  const { coveredThrough, gaps } = feed
  if (coveredThrough === null || now <= from) return []
  const part = (kind: StripPart['kind'], a: number, b: number): StripPart[] =>
    b > a ? [{ kind, at: (a - from) / (now - from), width: (b - a) / (now - from) }] : []
  const parts: StripPart[] = []
  let heard = from
  for (const [start, end] of gaps) {
    parts.push(...part('covered', heard, start), ...part('silent', start, end))
    heard = Math.max(heard, end)
  }
  const through = Math.max(heard, Math.min(coveredThrough, now))
  return [...parts, ...part('covered', heard, through), ...part('pending', through, now)]
}

/** What the strip says in words: 近30日静默 2 次，共 3天. */
export function stripWords({ gaps, coveredThrough }: FeedStanding): string {
  if (coveredThrough === null) return '从未报送'
  if (gaps.length === 0) return '近30日无静默'
  const days = gaps.reduce((sum, [from, until]) => sum + until - from, 0) / 86_400_000
  return `近30日静默 ${gaps.length} 次，共 ${days < 10 ? days.toFixed(1) : Math.round(days)} 天`
}
