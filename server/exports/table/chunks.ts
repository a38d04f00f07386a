import type { AnalysisGrain, AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { Zone } from '../../../shared/time/zone.ts'

/** A part of a question small enough to be asked at once, and how many rows it may give. */
export interface Chunk {
  question: AnalysisQuestion
  rows: number
}

/** The least days that a period of a grain has, so that rows are never counted too few. */
const leastDays: Record<Exclude<AnalysisGrain, 'custom'>, number> = {
  hour: 1 / 25,
  day: 1,
  tenday: 8,
  week: 7,
  month: 28,
  quarter: 90,
  year: 365,
}
/** Points asked for at once: enough to be quick, few enough to be cancelled at once. */
const together = 6_000
/** Below what a series may hold. */
const perLine = 1_000

/**
 * A question in parts (分块): by indicator, within it by spans of time and groups of regions, so that a
 * million rows are never in memory. The parts together ask exactly what the whole asks.
 */
export function chunksOf(question: AnalysisQuestion, zone: Zone, now: number): Chunk[] {
  const { indicators, regions, grain, from, to } = question
  const spans = spansOf(grain, from, to, zone, now)
  return [...new Set(indicators)].flatMap((indicator) =>
    spans.flatMap((span) => {
      const size = Math.max(1, Math.floor(together / span.points))
      return groups([...new Set(regions)], size).map((group) => ({
        question: {
          ...question,
          ...{ indicators: [indicator], regions: group, from: span.from, to: span.to },
        },
        rows: span.points * group.length,
      }))
    }),
  )
}

function spansOf(grain: AnalysisGrain, from: string, to: string, zone: Zone, now: number) {
  const first = zone.dayFromIso(from)
  const end = Math.min(zone.dayFromIso(to), zone.dayOf(now) + 1)
  if (grain === 'custom' || end <= first) return [{ from, to, points: 1 }]
  const days = Math.max(1, Math.floor(perLine * leastDays[grain]))
  const spans = []
  for (let day = first; day < end; day += days) {
    const until = Math.min(day + days, end)
    spans.push({
      from: zone.isoDate(day),
      // The last part keeps the end as asked.
      to: until === end ? to : zone.isoDate(until),
      points: Math.ceil((until - day) / leastDays[grain]),
    })
  }
  return spans
}

function groups<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let i = 0; i < all.length; i += size) parts.push(all.slice(i, i + size))
  return parts
}
