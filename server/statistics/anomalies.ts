import { median } from 'simple-statistics'
import type { Anomalies, Season, Statistic, Values } from '../../shared/analysis/statistics.ts'
import { kept, type Bounds } from './bounds.ts'
import { padded, seasonalParts } from './decompose.ts'
import { fillGaps, gapWords, shortfall } from './gaps.ts'

/** Beyond this modified z score a value is called anomalous (Iglewicz and Hoaglin 1993). */
export const anomalyScore = 3.5

/**
 * Values far from their season and trend (异常), told from how far the others lie from theirs. What is usual
 * is drawn within the bounds that no value can leave.
 */
export function anomalies(
  values: Values,
  season: Season | null,
  bounds: Bounds,
): Statistic<Anomalies> {
  if (season === null) return { tooShort: '年度数据没有季节基线' }
  const filled = fillGaps(values, season)
  const needed = 2 * season.length + 1
  const short = shortfall(values, filled, needed, `按${season.name}基线找异常`)
  if (filled === null || short !== null) return { tooShort: short ?? '没有数据' }
  const { trend, seasonal } = seasonalParts(filled, season)
  const expected = trend.map((value, i) => value + seasonal[i]!)
  const rest = filled.y.map((value, i) => value - expected[i]!)
  const known = [...rest].filter((_, i) => !filled.missing.has(i))
  const centre = median(known)
  const spread = 1.4826 * median(known.map((value) => Math.abs(value - centre)))
  const reach = anomalyScore * spread
  const base = padded(expected, filled, values.length)
  const points = values.flatMap((value, index) => {
    const usual = base[index] ?? null
    if (value === null || usual === null || spread === 0) return []
    const score = (value - usual - centre) / spread
    if (Math.abs(score) <= anomalyScore) return []
    return [{ index, value, expected: kept(usual, bounds), score }]
  })
  return {
    method: `与 STL 季节基线之差的稳健 z 分数，超过 ${anomalyScore} 为异常（Iglewicz、Hoaglin 1993）`,
    limits: `异常是“少见”，不是“有错”；水平已改变时先看变点${gapWords(filled)}`,
    points,
    expected: base.map((usual) => usual && kept(usual, bounds)),
    band: base.map((usual) => {
      if (usual === null) return null
      const [low, high] = [usual + centre - reach, usual + centre + reach]
      return { low: kept(low, bounds), high: kept(high, bounds) }
    }),
  }
}
