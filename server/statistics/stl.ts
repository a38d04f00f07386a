import { median } from 'simple-statistics'
import { fitAt, smooth, type Smoother, type Weights } from './loess.ts'

/** What STL is asked for; windows are odd. `seasonal: 'periodic'` = the season is the same in every cycle. */
export interface StlOptions {
  period: number
  seasonal: number | 'periodic'
  /** Outliers are weighted down: fifteen rounds of it. */
  robust: boolean
}

export interface StlParts {
  seasonal: Float64Array
  trend: Float64Array
}

/**
 * Seasonal-trend decomposition by loess (STL; Cleveland et al. 1990) of a series without gaps, with
 * the defaults of R's `stl`. Needs more than two whole periods.
 */
export function stl(y: Float64Array, { period, seasonal, robust }: StlOptions): StlParts {
  const n = y.length
  const window = seasonal === 'periodic' ? 10 * n + 1 : seasonal
  const smoothers: Smoothers = {
    seasonal: smootherOf(window, 0),
    trend: smootherOf(nextOdd(Math.ceil((1.5 * period) / (1 - 1.5 / window))), 1),
    low: smootherOf(nextOdd(period), 1),
  }
  const parts = { seasonal: new Float64Array(n), trend: new Float64Array(n) }
  const [inner, outer] = robust ? [1, 15] : [2, 0]
  let weights: Weights = null
  for (let round = 0; ; round += 1) {
    for (let i = 0; i < inner; i += 1) step(y, period, smoothers, weights, parts)
    if (round === outer) break
    weights = robustness(y, parts)
  }
  if (seasonal === 'periodic') makePeriodic(parts.seasonal, period)
  return parts
}

interface Smoothers {
  seasonal: Smoother
  trend: Smoother
  low: Smoother
}

const smootherOf = (window: number, degree: 0 | 1): Smoother => ({
  window,
  degree,
  jump: Math.ceil(window / 10),
})

const nextOdd = (x: number): number => (x % 2 === 0 ? x + 1 : x)

/** One inner loop: season from the detrended cycles, then trend from what the season leaves. */
function step(
  y: Float64Array,
  period: number,
  smoothers: Smoothers,
  weights: Weights,
  parts: StlParts,
): void {
  const detrended = y.map((value, i) => value - parts.trend[i]!)
  const cycles = smoothCycles(detrended, period, smoothers.seasonal, weights)
  const low = smooth(threeMeans(cycles, period), smoothers.low, null)
  parts.seasonal = y.map((_, i) => cycles[period + i]! - low[i]!)
  const adjusted = y.map((value, i) => value - parts.seasonal[i]!)
  parts.trend = smooth(adjusted, smoothers.trend, weights)
}

/** Each cycle-subseries (all Januaries, …) smoothed and carried on by one cycle at both ends. */
function smoothCycles(
  y: Float64Array,
  period: number,
  smoother: Smoother,
  weights: Weights,
): Float64Array {
  const out = new Float64Array(y.length + 2 * period)
  for (let start = 0; start < period; start += 1) {
    const own = every(y, start, period)
    const robust = weights === null ? null : every(weights, start, period)
    const fitted = smooth(own, smoother, robust)
    const k = own.length
    const ends = Math.min(smoother.window, k)
    const before = fitAt(own, -1, 0, ends - 1, smoother, robust) ?? fitted[0]!
    const after = fitAt(own, k, k - ends, k - 1, smoother, robust) ?? fitted[k - 1]!
    out[start] = before
    for (let m = 0; m < k; m += 1) out[(m + 1) * period + start] = fitted[m]!
    out[(k + 1) * period + start] = after
  }
  return out
}

const every = (y: Float64Array, start: number, period: number): Float64Array =>
  y.filter((_, i) => i >= start && (i - start) % period === 0)

/** Moving means of length period, period and three: what is slower than the season. */
const threeMeans = (y: Float64Array, period: number): Float64Array =>
  movingMean(movingMean(movingMean(y, period), period), 3)

function movingMean(y: Float64Array, length: number): Float64Array {
  const out = new Float64Array(y.length - length + 1)
  let sum = 0
  for (let i = 0; i < y.length; i += 1) {
    sum += y[i]! - (i >= length ? y[i - length]! : 0)
    if (i >= length - 1) out[i - length + 1] = sum / length
  }
  return out
}

/** Bisquare weights by how far each value lies from the fit, in six medians of that distance. */
function robustness(y: Float64Array, { seasonal, trend }: StlParts): Float64Array {
  const distances = y.map((value, i) => Math.abs(value - seasonal[i]! - trend[i]!))
  const far = 6 * median([...distances])
  return distances.map((distance) => {
    if (distance <= 0.001 * far) return 1
    return distance <= 0.999 * far ? (1 - (distance / far) ** 2) ** 2 : 0
  })
}

function makePeriodic(seasonal: Float64Array, period: number): void {
  for (let start = 0; start < period; start += 1) {
    const own = every(seasonal, start, period)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    for (let i = start; i < seasonal.length; i += period) seasonal[i] = mean
  }
}
