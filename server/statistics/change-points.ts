import { medianAbsoluteDeviation } from 'simple-statistics'
import type { ChangePoints, Season, Statistic, Values } from '../../shared/analysis/statistics.ts'
import { seasonalParts } from './decompose.ts'
import { kept, type Bounds } from './bounds.ts'
import { fillGaps, gapWords, shortfall } from './gaps.ts'

/** Fewest periods that a level has to last. */
export const shortestLevel = 5

/** Where the mean level changed (变点), in the values without their season where that can be told. */
export function changePoints(
  values: Values,
  season: Season | null,
  bounds: Bounds,
): Statistic<ChangePoints> {
  const filled = fillGaps(values, season)
  const short = shortfall(values, filled, 4 * shortestLevel, '变点检测')
  if (filled === null || short !== null) return { tooShort: short ?? '没有数据' }
  const adjusted = season !== null && filled.y.length > 2 * season.length
  const seasonal = adjusted ? seasonalParts(filled, season).seasonal : null
  const y = seasonal === null ? filled.y : filled.y.map((value, i) => value - seasonal[i]!)
  const breaks = pelt(scaled(y), 3 * Math.log(y.length), shortestLevel)
  const edges = [0, ...breaks, y.length]
  const points = breaks.map((at, k) => ({
    index: at + filled.start,
    before: kept(mean(y, edges[k]!, at), bounds),
    after: kept(mean(y, at, edges[k + 2]!), bounds),
  }))
  return {
    method: `PELT 均值变点（${adjusted ? '去季节后' : '原值'}，罚项 3·ln n；Killick 等 2012）`,
    limits: `只看水平是否改变；缓慢的趋势也会分成几段，一段至少 ${shortestLevel} 期${gapWords(filled)}`,
    points,
    adjusted,
  }
}

/** In units of the noise from one period to the next, which a change of level hardly moves. */
function scaled(y: Float64Array): Float64Array {
  const steps = [...y.subarray(1)].map((value, i) => value - y[i]!)
  const noise = (1.4826 * medianAbsoluteDeviation(steps)) / Math.SQRT2
  const range = Math.max(...y) - Math.min(...y)
  const unit = Math.max(noise, range * 1e-6)
  return unit === 0 ? y.map(() => 0) : y.map((value) => value / unit)
}

/**
 * Beginnings of all levels but the first, by the split that makes the squared distances from the
 * levels' means plus `penalty` a split least (Killick et al. 2012): exact, in about linear time.
 */
export function pelt(y: Float64Array, penalty: number, shortest: number): number[] {
  const n = y.length
  const sum = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  for (let i = 0; i < n; i += 1) {
    sum[i + 1] = sum[i]! + y[i]!
    squares[i + 1] = squares[i]! + y[i]! ** 2
  }
  const cost = (a: number, b: number): number =>
    squares[b]! - squares[a]! - (sum[b]! - sum[a]!) ** 2 / (b - a)
  const best = new Float64Array(n + 1).fill(Infinity)
  const from = new Int32Array(n + 1)
  best[0] = -penalty
  let candidates: { start: number; until: number }[] = []
  for (let end = shortest; end <= n; end += 1) {
    const opened = end - shortest
    if (best[opened]! < Infinity) candidates.push({ start: opened, until: Infinity })
    candidates = candidates.filter(({ until }) => end < until)
    for (const { start } of candidates) {
      const total = best[start]! + cost(start, end) + penalty
      if (total >= best[end]!) continue
      best[end] = total
      from[end] = start
    }
    for (const candidate of candidates) {
      // Splitting here is better from now on; but a level that begins here has to last first.
      const worse = best[candidate.start]! + cost(candidate.start, end) > best[end]!
      if (worse) candidate.until = Math.min(candidate.until, end + shortest)
    }
  }
  const breaks: number[] = []
  for (let end = n; from[end]! > 0; end = from[end]!) breaks.push(from[end]!)
  return breaks.reverse()
}

const mean = (y: Float64Array, a: number, b: number): number =>
  y.subarray(a, b).reduce((total, value) => total + value, 0) / (b - a)
