import { levelIds, type LevelId, type RegionId } from '../city/pack.ts'
import type { SeriesPoint } from '../indicators/series-answer.ts'
import type { AnalysisLine } from './answers.ts'

/** A region with its level: what a selection needs to know of it. */
export interface PlacedRegion {
  id: RegionId
  level: LevelId
}

/**
 * The regions that may stand side by side (同级): those of the level that most of them are of, the finer
 * one of two. A city beside its own districts would be counted twice.
 */
export function oneLevel<R extends PlacedRegion>(regions: readonly R[]): R[] {
  const of = (level: LevelId): R[] => regions.filter((region) => region.level === level)
  const levels = [...levelIds].reverse().sort((a, b) => of(b).length - of(a).length)
  const [most] = levels
  return most === undefined ? [] : of(most)
}

/** One figure in a spread, or one pair in a scatter. */
export interface PickedPoint {
  region: RegionId
  point: SeriesPoint
}

/** Figures side by side: of regions in one period, or of one region over its periods. */
export interface Picked<T> {
  over: 'regions' | 'periods'
  /** The one period; null over periods. */
  period: { from: number; to: number; label: string } | null
  items: T[]
}

const linesOf = (
  lines: readonly AnalysisLine[],
  indicator: string,
  among: readonly PlacedRegion[],
) =>
  among.flatMap(({ id }) => lines.find((l) => l.indicator === indicator && l.region === id) ?? [])

const whole = (line: AnalysisLine): SeriesPoint[] => line.points.filter((p) => !p.partial)

/** The latest whole period in which at least `least` of the lines have a value; null = none. */
export function latestPeriod(lines: readonly AnalysisLine[], least = 1): SeriesPoint | null {
  const points = lines[0] === undefined ? [] : whole(lines[0])
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const known = lines.filter((line) => (line.points[i]?.value ?? null) !== null)
    if (known.length >= least) return points[i] ?? null
  }
  return null
}

/** What a spread is of (分布对象); null where there is no whole period with a value. */
export function itemsOf(
  lines: readonly AnalysisLine[],
  indicator: string,
  regions: readonly PlacedRegion[],
): Picked<PickedPoint> | null {
  const own = linesOf(lines, indicator, oneLevel(regions))
  const [first] = own
  if (first === undefined) return null
  if (own.length === 1) {
    const items = whole(first).map((point) => ({ region: first.region, point }))
    return items.length === 0 ? null : { over: 'periods', period: null, items }
  }
  const period = latestPeriod(own)
  if (period === null) return null
  return {
    over: 'regions',
    period,
    items: own.flatMap(({ region, points }) => {
      const point = points.find((p) => p.from === period.from)
      return point === undefined ? [] : [{ region, point }]
    }),
  }
}

/** A pair of figures (成对数据) of one region and period; either may be missing. */
export interface PickedPair {
  region: RegionId
  x: SeriesPoint
  y: SeriesPoint
}

/** The pairs of two indicators (散点); null where they share no whole period. */
export function pairsOf(
  lines: readonly AnalysisLine[],
  x: string,
  y: string,
  regions: readonly PlacedRegion[],
): Picked<PickedPair> | null {
  const among = oneLevel(regions)
  const pairs = among.map((region) => {
    const [a] = linesOf(lines, x, [region])
    const [b] = linesOf(lines, y, [region])
    return a && b ? { region: region.id, pairs: paired(a, b) } : null
  })
  const known = pairs.filter((pair) => pair !== null)
  const [first] = known
  if (first === undefined) return null
  if (known.length === 1) {
    const items = first.pairs
    return items.length === 0 ? null : { over: 'periods', period: null, items }
  }
  for (let i = first.pairs.length - 1; i >= 0; i -= 1) {
    const items = known.flatMap((one) => one.pairs[i] ?? [])
    const both = items.filter((pair) => pair.x.value !== null && pair.y.value !== null)
    const period = first.pairs[i]?.x
    if (both.length >= 2 && period) return { over: 'regions', period, items }
  }
  return null
}

/** Points of the same whole period. */
function paired(a: AnalysisLine, b: AnalysisLine): PickedPair[] {
  const byStart = new Map(whole(b).map((point) => [point.from, point]))
  return whole(a).flatMap((x) => {
    const y = byStart.get(x.from)
    return y !== undefined && y.to === x.to ? [{ region: a.region, x, y }] : []
  })
}
