import { variance } from 'simple-statistics'
import type { Decomposition, Season, Statistic, Values } from '../../shared/analysis/statistics.ts'
import { kept, type Bounds } from './bounds.ts'
import { fillGaps, gapWords, shortfall, type Filled } from './gaps.ts'
import { stl, type StlParts } from './stl.ts'

/**
 * Trend, season and remainder (季节分解) of a series of one grain, robust against single outliers. The trend
 * stays within the bounds that no value can leave; what it would pass them by is remainder.
 */
export function decompose(
  values: Values,
  season: Season | null,
  bounds: Bounds,
): Statistic<Decomposition> {
  if (season === null) return { tooShort: '年度数据没有季节可分解' }
  const filled = fillGaps(values, season)
  const needed = 2 * season.length + 1
  const short = shortfall(values, filled, needed, `按${season.name}季节分解`)
  if (filled === null || short !== null) return { tooShort: short ?? '没有数据' }
  const parts = seasonalParts(filled, season)
  const trend = parts.trend.map((value) => kept(value, bounds))
  const rest = filled.y.map((y, i) => y - trend[i]! - parts.seasonal[i]!)
  return {
    method: `STL 季节分解（${season.name}，稳健；Cleveland 等 1990）`,
    limits: `说明规律，不说明原因；首尾各半季的趋势不稳${gapWords(filled)}`,
    trend: padded(trend, filled, values.length),
    seasonal: padded(parts.seasonal, filled, values.length),
    remainder: values.map((value, i) => (value === null ? null : (rest[i - filled.start] ?? null))),
    trendStrength: strength(rest, trend),
    seasonalStrength: strength(rest, parts.seasonal),
  }
}

/** The robust decomposition that anomalies and change points stand on; the season may change slowly. */
export const seasonalParts = (filled: Filled, season: Season): StlParts =>
  stl(filled.y, { period: season.length, seasonal: 13, robust: true })

/** Beyond the first and last known value there is nothing. */
export const padded = (part: Float64Array, { start }: Filled, length: number): (number | null)[] =>
  Array.from({ length }, (_, i) => part[i - start] ?? null)

/** 1 − var(remainder) / var(part + remainder), not below 0. */
function strength(rest: Float64Array, part: Float64Array): number {
  const whole = variance([...rest.map((r, i) => r + part[i]!)])
  return whole === 0 ? 0 : Math.max(0, 1 - variance([...rest]) / whole)
}
